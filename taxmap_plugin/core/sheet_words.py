"""The words printed on a map sheet, in Thai, English or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .message import Language, Message, render

SheetLanguage = Literal["th", "en", "both"]
AREA = "sheet_words"


@dataclass(frozen=True)
class SheetWords:
    """Words of ``resources/messages/sheet_words.json`` in the sheet's language."""

    language: SheetLanguage

    @property
    def first(self) -> Language:
        """The language of what is written in one only: Thai unless English is chosen."""
        return "en" if self.language == "en" else "th"

    def say(self, word: str, **params: Any) -> str:
        """The words, both languages on one line when the sheet has both."""
        return " · ".join(self.lines(word, **params))

    def short(self, word: str, **params: Any) -> str:
        """The words where there is room for one language only: Thai unless English is chosen."""
        return self.lines(word, **params)[0]

    def lines(self, word: str, **params: Any) -> list[str]:
        """One text a language, Thai first; equal texts once."""
        message = Message(f"{AREA}.{word}", **params)
        texts = [render(message, "th")] if self.language != "en" else []
        if self.language != "th":
            texts.append(render(message, "en"))
        return list(dict.fromkeys(texts))

    def name(self, thai: object, english: object) -> str:
        """A name from the data in the sheet's language, as far as it is known."""
        texts = [str(t) for t in (thai, english) if isinstance(t, str) and t.strip()]
        if not texts:
            return ""
        return texts[-1] if self.language == "en" else texts[0]
