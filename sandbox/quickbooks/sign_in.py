"""OAuth over HTTP: the discovery document, the page where a person connects a company, the token endpoint."""

import base64
import binascii
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, render_template, request

from sandbox.quickbooks import wire
from sandbox.quickbooks.fault_bodies import traced
from sandbox.quickbooks.grants import CLIENT_ID, CLIENT_SECRET
from sandbox.quickbooks.intuit import Intuit
from sandbox.quickbooks.wire import Body

SCOPE = "com.intuit.quickbooks.accounting"
APP = "Tickmark"
HARD_END = "x-include-refresh-token-hard-expires-in"


class SignIn:
    """The addresses under /quickbooks/oauth2 and the discovery documents."""

    def __init__(self, intuit: Intuit) -> None:
        self._intuit = intuit

    def register(self, blueprint: Blueprint) -> None:
        """The addresses of OAuth."""
        for name in ("openid_configuration", "openid_sandbox_configuration"):
            path = f"/quickbooks/.well-known/{name}"
            blueprint.add_url_rule(path, name, discovery)
            blueprint.add_url_rule(f"{path}/", f"{name}_slash", discovery)
        pages = "/quickbooks/oauth2"
        blueprint.add_url_rule(f"{pages}/authorize", "authorize", self.page, methods=["GET"])
        blueprint.add_url_rule(f"{pages}/authorize", "decide", self.decide, methods=["POST"])
        blueprint.add_url_rule(f"{pages}/token", "token", self.token, methods=["POST"])
        blueprint.add_url_rule(f"{pages}/revoke", "revoke", self.revoke, methods=["POST"])
        blueprint.add_url_rule(f"{pages}/certs", "certs", lambda: wire.answer({"keys": []}))
        blueprint.add_url_rule(f"{pages}/userinfo", "userinfo", self.userinfo)

    def page(self) -> Response:
        """The question to the person: may this app see that company?"""
        problem = wrong(request.args)
        if problem:
            return Response(render_template("quickbooks/refused.html", problem=problem), status=400)
        companies = self._intuit.companies.values()
        wish = {key: request.args.get(key, "") for key in ("client_id", "redirect_uri", "state", "scope")}
        return Response(render_template("quickbooks/connect.html", app=APP, companies=companies, wish=wish))

    def decide(self) -> Response:
        """The person's answer travels back to the app."""
        form = request.form
        problem = wrong({**form.to_dict(), "response_type": "code"})
        if not problem and form.get("realm") not in self._intuit.companies:
            problem = "No company was chosen."
        if problem:
            return Response(render_template("quickbooks/refused.html", problem=problem), status=400)
        back = form["redirect_uri"]
        if form.get("answer") != "connect":
            return to(back, {"error": "access_denied", "state": form.get("state", "")})
        code = self._intuit.grants.code(form["realm"], back)
        return to(back, {"code": code, "state": form.get("state", ""), "realmId": form["realm"]})

    def token(self) -> Response:
        """A pair of tokens for a code or a refresh token."""
        if not is_client(request.headers.get("Authorization", "")):
            return refused("invalid_client", "The client is not known", 401)
        kind, form = request.form.get("grant_type"), request.form
        switches = self._intuit.switches()
        if kind == "authorization_code":
            code, back = form.get("code", ""), form.get("redirect_uri", "")
            return granted(self._intuit.grants.exchange(code, back, switches), "Incorrect or expired code")
        if kind == "refresh_token":
            token = form.get("refresh_token", "")
            return granted(self._intuit.grants.renew(token, switches), "Incorrect or invalid refresh token")
        return refused("unsupported_grant_type", "Use authorization_code or refresh_token")

    def revoke(self) -> Response:
        """An app gives its access back."""
        if not is_client(request.headers.get("Authorization", "")):
            return refused("invalid_client", "The client is not known", 401)
        wish = request.get_json(silent=True) or request.form
        if not self._intuit.grants.revoke(str(wish.get("token", ""))):
            return refused("invalid_request", "The token is not known")
        return traced(Response("", status=200))

    def userinfo(self) -> Response:
        """Who is signed in."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if self._intuit.grants.realm(token) is None:
            return refused("invalid_token", "The access token is not good", 401)
        return wire.answer({"sub": "sandbox-person", "email": "dana@studio.example", "emailVerified": True})


def discovery() -> Response:
    """Where everything is."""
    root = request.host_url.rstrip("/") + "/quickbooks/oauth2"
    return wire.answer({
        "issuer": root, "authorization_endpoint": f"{root}/authorize", "token_endpoint": f"{root}/token",
        "userinfo_endpoint": f"{root}/userinfo", "revocation_endpoint": f"{root}/revoke", "jwks_uri": f"{root}/certs",
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"], "scopes_supported": [SCOPE],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
    })  # fmt: skip


def wrong(wish: dict[str, str]) -> str:
    """What is wrong with a request to connect, in a sentence; empty where nothing is."""
    if wish.get("client_id") != CLIENT_ID:
        return "No app has this client id."
    if not is_allowed(wish.get("redirect_uri", "")):
        return "The redirect address is not registered for this app: it must be https, or http on this machine."
    if wish.get("response_type") != "code":
        return "The response type must be code."
    if SCOPE not in wish.get("scope", "").split():
        return f"The app must ask for the scope {SCOPE}."
    return ""


def is_allowed(address: str) -> bool:
    """Whether a code may travel to an address."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))


def to(back: str, facts: dict[str, str]) -> Response:
    """The way back to the app, with facts in the address."""
    mark = "&" if urlsplit(back).query else "?"
    answer = redirect(f"{back}{mark}{urlencode(facts)}", 302)
    return Response(status=302, headers={"Location": answer.headers["Location"]})


def is_client(header: str) -> bool:
    """Whether a Basic header names the app and its secret."""
    try:
        told = base64.b64decode(header.removeprefix("Basic ")).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return told == f"{CLIENT_ID}:{CLIENT_SECRET}"


def granted(pair: Body | None, otherwise: str) -> Response:
    """A pair of tokens; when the grant ends for good is told only to who asks."""
    if pair is None:
        return refused("invalid_grant", otherwise)
    if request.headers.get(HARD_END, "").lower() != "true":
        pair = {key: item for key, item in pair.items() if key != "x_refresh_token_hard_expires_in"}
    return traced(wire.answer(pair))


def refused(error: str, description: str, status: int = 400) -> Response:
    """An error as OAuth words it."""
    return traced(wire.answer({"error": error, "error_description": description}, status))
