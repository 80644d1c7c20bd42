"""Files while they arrive: held in memory up to the limit, counted beyond it, never written anywhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Keeps at most `settings.EXCHANGE_BYTE_LIMIT` bytes, and one, of all the files of a request.

    What comes after is read, so that the sender hears the answer, and forgotten; the file's `size` counts it.
    """

    def handle_raw_input(self, *args: Any, **options: Any) -> None:
        """A request begins."""
        self.room = settings.EXCHANGE_BYTE_LIMIT + 1

    def new_file(self, *args: Any, **options: Any) -> None:
        """A file begins."""
        super().new_file(*args, **options)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        kept = raw_data[: self.room]
        self.room -= len(kept)
        self.content.write(kept)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as it was kept, with the size that it had."""
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
        )
