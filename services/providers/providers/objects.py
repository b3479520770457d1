"""Contents of documents at an S3-compatible address."""

from datetime import timedelta
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from kit.problems import Unavailable

SECONDS = 10.0
"""For one answer: 10 MB, the largest document, at 10 Mbit/s."""
AWAY = "Il deposito dei documenti non risponde: riprova tra poco."


class Objects:
    """One bucket, of which the keys that documents name are ours."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    async def put(self, key: str, content: bytes) -> None:
        try:
            await obstore.put_async(self._store, key, content)
        except (BaseError, OSError) as error:
            raise Unavailable(AWAY) from error

    async def get(self, key: str) -> bytes:
        try:
            found = await obstore.get_async(self._store, key)
            return bytes(await found.bytes_async())
        except (BaseError, OSError) as error:
            raise Unavailable(AWAY) from error

    async def delete(self, key: str) -> None:
        """Whether or not it is there."""
        try:
            await obstore.delete_async(self._store, key)
        except (BaseError, OSError) as error:
            raise Unavailable(AWAY) from error


def objects(url: str) -> Objects | None:
    """`https://KEY:SECRET@HOST/BUCKET`, or `http://` where the network is ours; none for none."""
    if not url:
        return None
    address = urlsplit(url)
    return Objects(
        S3Store(
            address.path.strip("/"),
            endpoint=f"{address.scheme}://{address.netloc.rpartition('@')[2]}",
            access_key_id=unquote(address.username or ""),
            secret_access_key=unquote(address.password or ""),
            region="us-east-1",  # what servers other than Amazon's expect
            client_options={
                "allow_http": address.scheme == "http",
                "timeout": timedelta(seconds=SECONDS),
            },
            retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=SECONDS)},
        )
    )
