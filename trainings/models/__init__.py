"""Mission 3: what the network teaches, when, to whom, what people thought of it, and how many should come."""

from trainings.models.certificate import Certificate
from trainings.models.evaluation import Ballot, EvaluationQuestion, Questionnaire, Sheet, SheetAnswer
from trainings.models.module import Module, Session
from trainings.models.target import Target

__all__ = ["Ballot", "Certificate", "EvaluationQuestion", "Module", "Questionnaire", "Session", "Sheet", "SheetAnswer", "Target"]
