"""Accessibility as axe-core sees it. It does not preload stylesheets: that would write a style which the policy refuses."""

from django.conf import settings

AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
RUN = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
    const node = n => n.target.join(" ") + " " + n.html.slice(0, 160);
    return found.violations.map(v => `${v.id} (${v.impact}): ${v.help}, ${v.nodes.slice(0, 4).map(node).join(" | ")}`);
}"""


def violations(page):
    """What axe-core finds wrong on the page, whatever its impact: one text a rule, with the first nodes."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return page.evaluate(RUN)
