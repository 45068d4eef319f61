//! Every refusal in words: what, why with the figure, and what to do.

use crate::message::calendar::EventFault;
use crate::message::command::{Field, FileFault, LinkFault, Refusal};
use crate::ui::format;
use crate::ui::words::{fault, words};

words! {
    empty(field: &str) { en: "{field} must not be empty.", es: "Falta algo: {field}." }
    too_long(field: &str, length: &str, limit: &str) {
        en: "{field} is too long: {length}, and {limit} is the most. Make it shorter.",
        es: "{field}: demasiado largo. Tiene {length} y lo máximo es {limit}. Acórtalo.",
    }
    bad_link(why: &str) {
        en: "This link cannot be used. {why} Ask for it again, and copy the whole of it.",
        es: "Este enlace no sirve. {why} Pídelo otra vez y cópialo entero.",
    }
    link_not_ours() {
        en: "It is not an invitation of Phyle.",
        es: "No es una invitación de Phyle.",
    }
    link_newer() {
        en: "It was made by a newer version: reload this page first.",
        es: "Lo hizo una versión más nueva: recarga antes esta página.",
    }
    link_truncated() { en: "A part of it is missing.", es: "Le falta una parte." }
    link_garbled() {
        en: "Some of its letters were changed.",
        es: "Algunas de sus letras cambiaron.",
    }
    unknown(what: &str) {
        en: "Not on this device: {what}. It may still be on its way.",
        es: "No está en este dispositivo: {what}. Quizá aún esté en camino.",
    }
    not_member() {
        en: "Only members of the community may do this.",
        es: "Solo los miembros de la comunidad pueden hacer esto.",
    }
    invitation_over() {
        en: "This invitation lets nobody in any more: it was used up, withdrawn, or is too old. \
             Ask for a new one.",
        es: "Esta invitación ya no deja entrar a nadie: se agotó, se retiró o es muy vieja. \
             Pide otra.",
    }
    stale_edit() {
        en: "The page changed a lot meanwhile. It is being read again; your words are kept.",
        es: "La página cambió mucho entretanto. Se vuelve a leer; tus palabras se conservan.",
    }
    this_file(why: &str) { en: "That did not go: {why}.", es: "No ha podido ser: {why}." }
    bad_file(path: &str, why: &str) { en: "{path}: {why}", es: "{path}: {why}" }
    bad_picture() {
        en: "This picture cannot be read. Try a JPEG, PNG or WebP.",
        es: "Esta imagen no se puede leer. Prueba con JPEG, PNG o WebP.",
    }
    bad_address(address: &str) {
        en: "“{address}” is not an address that can be used. Relays begin with wss://, servers \
             with stun: or turn:.",
        es: "«{address}» no es una dirección que sirva. Los relés empiezan por wss://, los \
             servidores por stun: o turn:.",
    }
    storage_full() {
        en: "This device has no room left. What you typed is still here: free some space and \
             try again.",
        es: "No queda sitio en el dispositivo. Lo escrito sigue aquí: libera espacio y prueba \
             otra vez.",
    }
    part_missing() {
        en: "A part of the program is not on this device yet and could not be fetched. Go online \
             and try again.",
        es: "Una parte del programa aún no está en este dispositivo y no se pudo traer. Conéctate \
             y prueba otra vez.",
    }
    cannot_sign() {
        en: "This device could not sign with its key. Reload the page and try again.",
        es: "Este dispositivo no pudo firmar con su clave. Recarga la página y prueba otra vez.",
    }
    still_saving() {
        en: "What you did just now is still being saved. Try again in a moment.",
        es: "Lo que acabas de hacer aún se está guardando. Prueba otra vez en un momento.",
    }
    given_up() {
        en: "This could not be done: Phyle had to start again each time it tried. Nothing of it \
             was kept.",
        es: "No se pudo hacer: Phyle tuvo que empezar de nuevo cada vez que lo intentó. No se \
             guardó nada de ello.",
    }
    file_too_large() { en: "too large", es: "demasiado grande" }
    file_too_many() { en: "one file too many", es: "demasiados archivos" }
    file_not_text() { en: "not readable as text", es: "no se lee como texto" }
    file_not_picture() { en: "not readable as a picture", es: "no se lee como imagen" }
    file_unreadable() {
        en: "cannot be unpacked",
        es: "no se puede descomprimir",
    }
    not_a_backup() { en: "not a backup", es: "no es una copia de seguridad" }
    not_the_words() {
        en: "these are not twelve words of a backup; look whether one is missing or misspelt",
        es: "no son doce palabras de una copia; mira si falta una o está mal escrita",
    }
    words_of_another() {
        en: "these words do not open this file: they belong to another one, or it is damaged",
        es: "estas palabras no abren este archivo: son de otro, o está dañado",
    }
    file_not_zip() { en: "not a zip", es: "no es un zip" }
    file_unsupported() {
        en: "neither Markdown nor a picture",
        es: "ni Markdown ni imagen",
    }
    file_bad_path() { en: "its name cannot be used", es: "su nombre no sirve" }
    field_community_name() { en: "The community’s name", es: "El nombre de la comunidad" }
    field_sentence() { en: "The sentence", es: "La frase" }
    field_person_name() { en: "Your name", es: "Tu nombre" }
    field_place() { en: "The place", es: "El lugar" }
    field_does() { en: "What you do", es: "Lo que haces" }
    field_portrait() { en: "The picture of you", es: "Tu imagen" }
    field_thread_title() { en: "The title of the topic", es: "El título del tema" }
    field_post() { en: "What you wrote", es: "Lo que escribiste" }
    field_page_title() { en: "The title of the page", es: "El título de la página" }
    field_page_text() { en: "The text of the page", es: "El texto de la página" }
    field_credit() { en: "The credit", es: "El crédito" }
    field_device() { en: "The device", es: "El aparato" }
    field_invitation() { en: "The invitation", es: "La invitación" }
    field_community() { en: "The community", es: "La comunidad" }
    field_thread() { en: "The topic", es: "El tema" }
    field_page() { en: "The page", es: "La página" }
    field_import() { en: "The import", es: "La importación" }
    field_uses() { en: "The number of people", es: "El número de personas" }
    field_motion() { en: "The motion", es: "La moción" }
    field_motion_title() { en: "The question", es: "La pregunta" }
    field_motion_text() { en: "The text of the motion", es: "El texto de la moción" }
    field_reason() { en: "The reason", es: "El motivo" }
    field_remark() { en: "What you wrote", es: "Lo que escribiste" }
    field_ledger() { en: "Work and money", es: "El trabajo y el dinero" }
    economy() {
        en: "A rule of work and money does not allow this.",
        es: "Una regla del trabajo y el dinero no lo permite.",
    }
    field_event() { en: "The event", es: "El evento" }
    field_event_title() { en: "What it is called", es: "Cómo se llama" }
    field_event_about() { en: "What for, or where", es: "Para qué, o dónde" }
    field_calendar() { en: "The calendar", es: "El calendario" }
    event_zone() {
        en: "This is not the name of a time zone. Choose one from the list.",
        es: "Ese no es el nombre de una zona horaria. Elige una de la lista.",
    }
    event_minutes() {
        en: "Say how many minutes it takes: at least one, at most a week.",
        es: "Di cuántos minutos dura: al menos uno, como mucho una semana.",
    }
    event_until() {
        en: "It would end before it begins. Choose a later last day.",
        es: "Acabaría antes de empezar. Elige un último día posterior.",
    }
    event_cancelled() {
        en: "It is called off already.",
        es: "Ya está anulado.",
    }
    field_role() { en: "The name of the role", es: "El nombre de la función" }
}

/// A refusal as a sentence or two.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty { field } => empty(&name(*field)),
        Refusal::TooLong { field, length, limit } => {
            too_long(&name(*field), &figure(*length), &figure(*limit))
        }
        Refusal::BadLink { reason } => bad_link(&link_fault(*reason)),
        Refusal::Unknown { what } => unknown(&name(*what)),
        Refusal::NotMember => not_member(),
        Refusal::RulesNewer { .. } => crate::ui::words::common::rules_newer(),
        Refusal::InvitationOver => invitation_over(),
        Refusal::StaleEdit => stale_edit(),
        Refusal::BadFile { path, reason } if path.is_empty() => this_file(&file_fault(*reason)),
        Refusal::BadFile { path, reason } => bad_file(path, &file_fault(*reason)),
        Refusal::BadPicture => bad_picture(),
        Refusal::BadAddress { address } => bad_address(address),
        Refusal::Motion { fault: why } => fault::fault(*why),
        // The words for each rule stand with the screens of money, which ask for them themselves.
        Refusal::Economy { .. } => economy(),
        Refusal::Event { fault } => event(*fault),
        Refusal::StorageFull => storage_full(),
        Refusal::PartMissing => part_missing(),
        Refusal::CannotSign => cannot_sign(),
        Refusal::StillSaving => still_saving(),
        Refusal::GivenUp => given_up(),
    }
}

/// Why a file was left out.
pub fn file_fault(fault: FileFault) -> String {
    match fault {
        FileFault::TooLarge => file_too_large(),
        FileFault::TooMany => file_too_many(),
        FileFault::NotText => file_not_text(),
        FileFault::NotAPicture => file_not_picture(),
        FileFault::NotAZip => file_not_zip(),
        FileFault::Unreadable => file_unreadable(),
        FileFault::Unsupported => file_unsupported(),
        FileFault::BadPath => file_bad_path(),
        FileFault::NotABackup => not_a_backup(),
        FileFault::NotTheWords => not_the_words(),
        FileFault::WordsOfAnother => words_of_another(),
    }
}

fn event(fault: EventFault) -> String {
    match fault {
        EventFault::Zone => event_zone(),
        EventFault::Minutes => event_minutes(),
        EventFault::Until => event_until(),
        EventFault::Cancelled => event_cancelled(),
    }
}

fn link_fault(fault: LinkFault) -> String {
    match fault {
        LinkFault::NotALink => link_not_ours(),
        LinkFault::NewerVersion => link_newer(),
        LinkFault::Truncated => link_truncated(),
        LinkFault::Garbled => link_garbled(),
    }
}

fn figure(n: u64) -> String {
    format::number(n as f64)
}

/// What a refusal or a fault is about.
pub fn name(field: Field) -> String {
    match field {
        Field::CommunityName => field_community_name(),
        Field::Sentence => field_sentence(),
        Field::PersonName => field_person_name(),
        Field::Place => field_place(),
        Field::Does => field_does(),
        Field::Portrait => field_portrait(),
        Field::ThreadTitle => field_thread_title(),
        Field::Post => field_post(),
        Field::PageTitle => field_page_title(),
        Field::PageText => field_page_text(),
        Field::Credit => field_credit(),
        Field::Invitation => field_invitation(),
        Field::Device => field_device(),
        Field::Community => field_community(),
        Field::Thread => field_thread(),
        Field::Page => field_page(),
        Field::Import => field_import(),
        Field::Uses => field_uses(),
        Field::Motion => field_motion(),
        Field::MotionTitle => field_motion_title(),
        Field::MotionText => field_motion_text(),
        Field::Reason => field_reason(),
        Field::Remark => field_remark(),
        Field::Role => field_role(),
        Field::Ledger => field_ledger(),
        Field::Event => field_event(),
        Field::EventTitle => field_event_title(),
        Field::EventAbout => field_event_about(),
        Field::Calendar => field_calendar(),
    }
}
