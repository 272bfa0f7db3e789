"""The timeline of an actor on the team's desk, and the tools that higher apps add to the actor's page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from actors.timeline import PAGE, Timeline, Tool, add_tool, tools_of


class TimelineAdmin(admin.ModelAdmin):
    """Mix into the admin of actors: the page of the timeline and the row of tools."""

    def get_urls(self):
        """Adds the timeline."""
        address = path("<path:object_id>/chronologie/", self.admin_site.admin_view(self.timeline_view), name="actors_actor_timeline")
        return [address, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the tools of this actor."""
        actor = self.get_object(request, object_id) if request.method == "GET" else None
        tools = tools_of(actor, request.user) if actor else []
        return super().change_view(request, object_id, form_url, {"tools": tools, **(extra_context or {})})

    def timeline_view(self, request, object_id):
        """Everything about one actor that this person may see, latest first; `sorte` narrows it to kinds."""
        actor = self.get_object(request, object_id)
        if actor is None:
            raise Http404
        if not self.has_view_permission(request, actor):
            raise PermissionDenied
        names = request.GET.getlist("sorte")
        timeline = Timeline.of(actor, request.user, names)
        counts = timeline.counts()
        chosen = {source.name for source in timeline.chosen}
        narrowed = len(chosen) < len(timeline.sources)
        total = sum(count for source, count in counts if source.name in chosen)
        page = Paginator(range(total), PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Chronologie : {actor}",
            "opts": self.opts,
            "actor": actor,
            "tools": tools_of(actor, request.user),
            "choices": [(source, count, narrowed and source.name in chosen) for source, count in counts],
            "narrowed": narrowed,
            "kinds": "".join(f"&sorte={name}" for name in sorted(chosen)) if narrowed else "",
            "page": page,
            "moments": timeline.page(page.number),
        }
        return TemplateResponse(request, "actors/admin/timeline.html", context)


add_tool(Tool("Chronologie", 10, "actors.view_actor", lambda actor: reverse("admin:actors_actor_timeline", args=[actor.pk])))
