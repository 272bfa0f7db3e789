"""The common ground of the portal, and its Django project package."""

from network.celery import app as celery_app

__all__ = ["celery_app"]
