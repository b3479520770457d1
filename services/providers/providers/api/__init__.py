"""Controllers: read the request, call one handler, answer."""

from providers.api.acts import ActController
from providers.api.admission import AdmissionController
from providers.api.answers import AnswerController
from providers.api.applications import ApplicationController
from providers.api.areas import AreaController
from providers.api.calls import CallController
from providers.api.cards import CardController
from providers.api.claims import ClaimController
from providers.api.concerns import ConcernController
from providers.api.credentials import CredentialController, token
from providers.api.documents import DocumentController
from providers.api.editions import EditionController
from providers.api.follows import FollowController
from providers.api.images import ImageController, PublicImageController
from providers.api.imports import ImportController
from providers.api.messages import MessageController
from providers.api.moderation import ModerationController
from providers.api.notices import NoticeController
from providers.api.offers import OfferController
from providers.api.operators import OperatorController
from providers.api.persons import AccessController, OwnDataController
from providers.api.places import PlacesController
from providers.api.prices import PriceListController
from providers.api.privacy import PrivacyNoticeController
from providers.api.providers import ProviderController
from providers.api.questions import QuestionController
from providers.api.register import RegisterController
from providers.api.reports import ReportController
from providers.api.republish import RepublishController
from providers.api.requests import RequestController
from providers.api.reviews import ReviewController
from providers.api.submissions import SubmissionController
from providers.api.suggestions import SuggestionController

CONTROLLERS = (
    ProviderController,
    CardController,
    OperatorController,
    CredentialController,
    token,
    OfferController,
    ModerationController,
    ClaimController,
    PlacesController,
    EditionController,
    ImageController,
    PublicImageController,
    PriceListController,
    SubmissionController,
    RegisterController,
    CallController,
    ApplicationController,
    AdmissionController,
    DocumentController,
    SuggestionController,
    ReportController,
    ConcernController,
    RequestController,
    AnswerController,
    MessageController,
    QuestionController,
    ReviewController,
    ActController,
    FollowController,
    NoticeController,
    PrivacyNoticeController,
    AccessController,
    OwnDataController,
    AreaController,
    ImportController,
    RepublishController,
)
