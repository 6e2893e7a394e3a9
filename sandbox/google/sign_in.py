"""The token endpoint, certificates, identity tokens and the metadata server of Cloud Run."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sandbox.google.keys import Key, identity
from sandbox.google.sheets import answered
from sandbox.google.spreadsheet_json import CALLER
from sandbox.google.tokens import RefusedGrant, Tokens

ADDON = "sandbox-addon.apps.example"
"""The OAuth client that identity tokens are made for."""

BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"

ACCOUNT = "/computeMetadata/v1/instance/service-accounts/<account>"


def routes(blueprint: Blueprint, key: Key, tokens: Tokens) -> None:
    """Everything that hands out or explains tokens."""

    @blueprint.post("/token")
    def token() -> Response:
        try:
            return answered(_granted(tokens))
        except RefusedGrant as problem:
            return answered(problem.body, 400)

    @blueprint.get("/oauth2/v1/certs")
    def certificates() -> Response:
        answer = answered({key.id: key.certificate})
        answer.headers["Cache-Control"] = "public, max-age=3600, must-revalidate, no-transform"
        return answer

    @blueprint.post("/oauth2/identity-token")
    def identity_token() -> Response:
        wish = request.get_json(silent=True) or {}
        if not isinstance(wish.get("email"), str) or "@" not in wish["email"]:
            return answered({"error": {"message": "Send the e-mail address of a person as 'email'."}}, 400)
        return answered({"token": identity(key, wish["email"], str(wish.get("audience") or ADDON))})

    @blueprint.post("/__tokens/expire")
    def expire() -> Response:
        tokens.expire()
        return answered({})

    _metadata(blueprint, key, tokens)


def _granted(tokens: Tokens) -> dict[str, object]:
    form = request.form
    grant = form.get("grant_type", "")
    if grant == BEARER_GRANT:
        return tokens.from_assertion(form.get("assertion", ""), request.base_url)
    if grant == "refresh_token":
        return tokens.from_refresh(form.get("refresh_token", ""), form.get("scope", ""))
    raise RefusedGrant("unsupported_grant_type", f"Invalid grant_type: {grant}")


def _metadata(blueprint: Blueprint, key: Key, tokens: Tokens) -> None:
    @blueprint.after_app_request
    def flavoured(answer: Response) -> Response:
        if request.headers.get("Metadata-Flavor"):
            answer.headers["Metadata-Flavor"] = "Google"
        return answer

    @blueprint.get("/computeMetadata/v1/project/project-id")
    def project() -> Response:
        return Response("sandbox", content_type="application/text")

    @blueprint.get("/computeMetadata/v1/universe/universe-domain")
    def universe() -> Response:
        return Response("googleapis.com", content_type="application/text")

    @blueprint.get(ACCOUNT + "/")
    def account(account: str) -> Response:
        del account
        scopes = ["https://www.googleapis.com/auth/cloud-platform"]
        return answered({"aliases": ["default"], "email": CALLER, "scopes": scopes})

    @blueprint.get(ACCOUNT + "/email")
    def email(account: str) -> Response:
        del account
        return Response(CALLER, content_type="application/text")

    @blueprint.get(ACCOUNT + "/token")
    def account_token(account: str) -> Response:
        del account
        asked = request.args.get("scopes", "https://www.googleapis.com/auth/cloud-platform")
        return answered(tokens.give(CALLER, tuple(asked.replace(",", " ").split())))

    @blueprint.get(ACCOUNT + "/identity")
    def account_identity(account: str) -> Response:
        del account
        return Response(identity(key, CALLER, request.args.get("audience", "")), content_type="application/text")
