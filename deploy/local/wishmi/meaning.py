"""Whether the API has the vectors that the worker made."""

import httpx


async def caught_up(api: httpx.AsyncClient, position: int) -> bool:
    """Asked for a position of the vectors, the API catches up with it before it answers."""
    asked = {"q": "nuoto", "limit": "0", "vectors": str(position)}
    return (await api.get("/v1/catalog", params=asked)).is_success
