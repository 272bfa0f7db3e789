"""Communes as files write them: a code, a name with or without its postcode, « CEDEX » and former names included."""

import re
from functools import lru_cache

from network.taxonomy.models import Department, Municipality
from network.taxonomy.querysets import ARTICLES
from network.taxonomy.spelling import key

CEDEX = re.compile(r"\s*\bcedex\b.*", re.I)


class Places:
    """All communes of the region, read once for a file."""

    def __init__(self):
        self.named, self.former, self.postcodes, self.departments = {}, {}, {}, {}
        for one in Municipality.objects.order_by("code"):
            self.postcodes[one.code] = set(one.postcodes)
            self.departments[one.code] = one.department_id
            self.named.setdefault(key(one.name), []).append(one.code)
            for name in one.former_names:
                self.former.setdefault(key(name), []).append(one.code)
        self.regions = {}
        for department in Department.objects.order_by("code"):
            self.regions[department.code] = self.regions[key(department.name)] = department.code
        self.find = lru_cache(50_000)(self._find)

    def _find(self, name, postcode, insee, department):
        """(code of the commune, town outside the region, what is wrong): two of the three are empty."""
        insee = insee.strip().upper().zfill(5) if insee.strip() else ""
        if insee in self.postcodes:
            return insee, "", ""
        name = CEDEX.sub("", name).strip()
        here = postcode[:2] in self.regions or self.department(department) is not None or insee[:2] in self.regions
        outside = (len(postcode) == 5 or insee) and not here
        if not name:
            return "", "", f"le code INSEE {insee} n’est celui d’aucune commune de la région" if insee and here else ""
        if outside:
            return "", name[:120], ""
        found = self._called(key(name), postcode, self.department(department) or (postcode[:2] if postcode[:2] in self.regions else ""))
        if len(found) == 1:
            return found[0], "", ""
        if found:
            return "", "", f"plusieurs communes s’appellent « {name} » : ajoutez le code postal ou le code INSEE"
        where = f" ({postcode})" if postcode else ""
        return (
            "",
            "",
            f"« {name}{where} » n’est le nom d’aucune commune de la région : corrigez-le, ou donnez son code postal si elle est ailleurs",
        )

    def department(self, text):
        """The code of a département of the region, named or numbered; None for anything else."""
        text = text.strip()
        return self.regions.get(text) or self.regions.get(key(text)) if text else None

    def _called(self, name, postcode, department):
        for names in (self.named, self.former):
            found = [code for article in ARTICLES for code in names.get(article + name, [])]
            if department:
                found = [code for code in found if self.departments[code] == department]
            if len(set(found)) > 1 and postcode:
                found = [code for code in found if postcode in self.postcodes[code]] or found
            if found:
                return sorted(set(found))
        return []
