"""What happens around every request: it gets a number, and a failure gets its answer."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from commonweal.core.errors import CommonwealError
from workbench.core.audit import RequestFacts, current_request
from workbench.core.errors import answer_error

Answer = Callable[[HttpRequest], HttpResponseBase]


class RequestContext:
    """Gives each request a number, which its audit rows carry and its answer shows."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request under its number."""
        request_id = secrets.token_hex(8)
        before = current_request.set(RequestFacts(request_id=request_id))
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(before)
        response["X-Request-ID"] = request_id
        return response


class ErrorsAsAnswers:
    """Turns every `CommonwealError` into a page, a fragment or JSON, in one place."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """The answer to an error that a person can mend; others stay errors."""
        if isinstance(failure, CommonwealError):
            return answer_error(request, failure)
        return None
