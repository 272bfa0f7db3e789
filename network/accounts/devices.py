"""What a browser says it is, in words a person recognises."""

import re

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))


def device(agent):
    """« Firefox, Linux » from a User-Agent header; « appareil inconnu » when it says nothing known."""
    known = [name for table in (BROWSERS, SYSTEMS) if (name := _first(table, agent))]
    return ", ".join(known) or "appareil inconnu"


def _first(table, agent):
    return next((name for mark, name in table if re.search(re.escape(mark), agent)), "")
