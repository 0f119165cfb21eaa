"""The library below the draft: what is said otherwise here, and what is new there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import _, ngettext
from ui.operations.author_items import AuthorItems

if TYPE_CHECKING:
    from planner.app.author import Draft, DraftFile
    from planner.app.library_news import LibraryNews, NewsItem
    from planner.app.news_fields import NewsField

TOPIC = "author-library"


class AuthorLibrary(AuthorItems):
    """Following the library, and differing from it."""

    def put_draft(self, draft: Draft, file: DraftFile) -> None:
        super().put_draft(draft, file)
        self.window.banner.clear(TOPIC)
        self._tell_news()

    def _tell_news(self) -> None:
        """Say that the library has changed since somebody looked last."""
        from planner.app import author

        count = len(author.library_news(self.draft).items) if self.draft.path is not None else 0
        if count:
            text = ngettext(
                "The library has changed {count} item of this curriculum.",
                "The library has changed {count} items of this curriculum.",
                count,
            )
            acts = [(_("What is new?"), self.edit_news)]
            self.window.banner.show_message(TOPIC, text.format(count=count), acts)

    def edit_news(self) -> None:
        """What is new in the library, to be taken over or not."""
        from planner.app import author
        from ui.dialogs.library_news import NewsDialog

        if self.desk is None:
            return
        news = author.library_news(self.draft)
        NewsDialog(news, _("What is new in the library"), decide=self._decide, parent=self.window).exec()
        if author.library_news(self.draft).nothing:
            self.window.banner.clear(TOPIC)

    def _decide(self, what: str, item: NewsItem | None, row: NewsField | None) -> LibraryNews:
        """Do what was chosen in the dialog, each as a step that Undo takes back."""
        from planner.app import author
        from planner.app.author import overriding

        if item is None:
            self.author(_("Everything new in the library was seen"), author.mark_seen)
        else:
            command = author.accept_library if what == "theirs" else author.keep_mine
            text = _("What the library says about {item}") if what == "theirs" else _("Keep what is said about {item}")
            place = (row.field, row.key) if row is not None else ()

            def decide(draft: Draft) -> Draft:
                for one in overriding.overrides_of(draft, item.id):
                    draft = command(draft, one, *place)
                return draft

            self.author(text.format(item=_("“{title}”").format(title=item.title)), decide)
        return author.library_news(self.draft)
