"""Upload handler: holds files in memory up to the limit, counts the bytes beyond it, and writes nothing to disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Keep at most `settings.EXCHANGE_BYTE_LIMIT` + 1 bytes of all files of a request together.

    Further bytes are read, so that the sender receives the answer, and dropped; the file's `size` counts them.
    """

    def handle_raw_input(self, *args: Any, **options: Any) -> None:
        """Begin a request."""
        self.room = settings.EXCHANGE_BYTE_LIMIT + 1

    def new_file(self, *args: Any, **options: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **options)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the beginning of `raw_data`, up to the limit."""
        kept = raw_data[: self.room]
        self.room -= len(kept)
        self.content.write(kept)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the kept bytes as a file with its original size."""
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
        )
