"""What QuickBooks says no with: a code, a message in the company's language, a detail."""

from sandbox.quickbooks import wire
from sandbox.quickbooks.wire import Body

MESSAGES = {
    "100": ("General Authentication Error", "Erreur d'authentification"),
    "120": ("Authorization Failure", "Autorisation refusée"),
    "500": ("Unsupported Operation", "Opération non prise en charge"),
    "600": ("Duplicate Request ID", "Identifiant de requête en double"),
    "610": ("Object Not Found", "Objet introuvable"),
    "2010": ("Request has invalid or unsupported property", "Propriété non valide ou non prise en charge"),
    "2020": ("Required param missing, need to supply the required value for the API", "Paramètre obligatoire manquant"),
    "2040": ("Invalid String", "Texte non valide"),
    "2050": ("String length is either shorter or longer than supported by specification", "Longueur non valide"),
    "2170": ("Invalid Enumeration", "Valeur d'énumération non valide"),
    "2500": ("Invalid Reference Id", "Référence non valide"),
    "3001": ("message=ThrottleExceeded; errorCode=003001; statusCode=429", "Trop de requêtes"),
    "4000": ("Error parsing query", "Erreur de syntaxe dans la requête"),
    "4001": ("Invalid query", "Requête non valide"),
    "4002": ("Error processing query", "Erreur de traitement de la requête"),
    "5010": ("Stale Object Error", "Objet périmé"),
    "6000": ("A business validation error has occurred while processing your request", "Erreur de validation"),
    "6070": ("Amount calculation incorrect in the request", "Calcul du montant incorrect"),
    "6100": ("Invalid Tax Code", "Code de taxe non valide"),
    "6140": ("Duplicate Document Number Error", "Numéro de document en double"),
    "6190": ("Invalid Company Status", "Statut de l'entreprise non valide"),
    "6210": ("Account Period Closed, Cannot Update Through Services API", "Période comptable clôturée"),
    "6240": ("Duplicate Name Exists Error", "Ce nom existe déjà"),
    "10000": ("An application error has occurred while processing your request", "Erreur du système"),
}
KINDS = {"100": "AuthorizationFault", "120": "AuthorizationFault", "10000": "SystemFault", "3001": "SERVICE"}


class Refusal(Exception):
    """A request that QuickBooks does not carry out."""

    def __init__(self, code: str, detail: str, element: str = "", status: int = 400) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.element = element
        self.status = status

    def error(self, french: bool = False) -> Body:
        """One entry of a Fault."""
        message = MESSAGES.get(self.code, ("Error", "Erreur"))[1 if french else 0]
        error = {"Message": message, "Detail": self.detail, "code": self.code}
        return error if self.code == "2010" else {**error, "element": self.element}

    def fault(self, french: bool = False) -> Body:
        """The Fault that holds this one refusal."""
        return {"Error": [self.error(french)], "type": KINDS.get(self.code, "ValidationFault")}

    def body(self, french: bool = False) -> Body:
        """The whole body of the answer."""
        return wire.timed({"Fault": self.fault(french)})


def missing(name: str) -> Refusal:
    """A required property is not in the request."""
    return Refusal("2020", f"Required parameter {name} is missing in the request", name)


def unsupported(what: str) -> Refusal:
    """The service has no such operation."""
    return Refusal("500", f"Operation {what} is not supported.")


def business(reason: str) -> Refusal:
    """A rule of bookkeeping stands against it."""
    return Refusal("6000", f"Business Validation Error: {reason}")
