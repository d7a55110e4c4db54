"""The health page: open, and silent about everything but health."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_answers_a_stranger_and_says_nothing_else(client: Client) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
