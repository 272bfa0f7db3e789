"""The years of a project, in words."""


def years(project):
    """The first and the last year, as the search table knows them: those of its dates, else those of its fundings."""
    known = [moment.year for moment in (project.starts_on, project.ends_on) if moment]
    known = known if project.starts_on else known + [funding.year for funding in project.fundings.all()]
    return (min(known), max(known)) if known else None


def period(project):
    """« 2020-2022 », « 2021 »; nothing when no year is known."""
    found = years(project)
    return "" if found is None else str(found[0]) if found[0] == found[1] else f"{found[0]}-{found[1]}"
