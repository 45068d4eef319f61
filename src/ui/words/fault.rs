//! Why a motion, a vote or an act on them does not stand: what, and what to do.

use crate::message::motion::MotionFault;
use crate::ui::words::{counted, words};

words! {
    not_a_voter() {
        en: "Only those who have a vote may put a motion. More than half of the voters give it \
             to a newcomer, each with one tap.",
        es: "Solo quien tiene voto puede proponer. A quien llega se lo da más de la mitad de los \
             votantes, con un toque cada cual.",
    }
    electorate_false() {
        en: "The list of voters is not the one of that day.",
        es: "La lista de votantes no es la de ese día.",
    }
    too_few_electors() {
        en: "At least two others must be there to decide on this. Where there are not, people \
             part ways instead.",
        es: "Para decidir esto hacen falta al menos otras dos personas. Si no las hay, cada cual \
             sigue su camino.",
    }
    method_not_for_effect() {
        en: "A choice among options only says what is wanted. To change something, ask a question \
             that is answered with yes or no.",
        es: "Elegir entre opciones solo dice qué se prefiere. Para cambiar algo, haz una pregunta \
             que se responda con sí o no.",
    }
    method_too_weak() {
        en: "The rules ask for more agreement than this way of deciding does. Choose a stricter \
             one.",
        es: "Las reglas piden más acuerdo que esta manera de decidir. Elige una más exigente.",
    }
    quorum_too_low() {
        en: "The rules ask that more people take part. Raise the number.",
        es: "Las reglas piden que participe más gente. Sube el número.",
    }
    too_long() {
        en: "A motion can be open for a year at most.",
        es: "Una moción puede estar abierta un año como mucho.",
    }
    review_day() {
        en: "The day to look at it again comes after its end, within ten years.",
        es: "El día para volver a mirarla va después de su final, en menos de diez años.",
    }
    not_due() {
        en: "There is nothing here to be looked at again yet.",
        es: "Aquí aún no hay nada que volver a mirar.",
    }
    not_silent() {
        en: "Somebody who was heard from within 90 days cannot be named silent.",
        es: "No se puede dar por callado a quien dio señales en los últimos 90 días.",
    }
    too_few_to_vouch() {
        en: "With fewer than three votes, only a backup or a recovery sheet brings somebody back.",
        es: "Con menos de tres votos solo se vuelve con una copia de seguridad o una hoja.",
    }
    not_coming_back() {
        en: "Whoever came with this device does not ask to come back any more, or the person you named \
             said that it is not them.",
        es: "Quien vino con este dispositivo ya no pide volver, o la persona que nombraste dijo que \
             no es ella.",
    }
    vouched_already() {
        en: "You have said so; it is said again 14 days after enough of you did.",
        es: "Ya lo has dicho; se repite 14 días después de que lo digáis bastantes.",
    }
    vouched_for_oneself() { en: "Nobody vouches for themselves.", es: "Nadie responde por sí." }
    grace_false() {
        en: "The days of waiting for late votes are not those of the rules.",
        es: "La espera de los votos tardíos no es la de las reglas.",
    }
    options_unsound() {
        en: "A choice needs at least two options, all different, each on its own line and not too \
             long.",
        es: "Para elegir hacen falta al menos dos opciones, distintas, una por línea y no muy \
             largas.",
    }
    words_unsound() {
        en: "A text of it does not fit: it is missing, too long, or not the one to be adopted.",
        es: "Un texto no encaja: falta, es demasiado largo o no es el que se adoptaría.",
    }
    no_such_member() {
        en: "The person concerned is not a member.",
        es: "La persona de la que se trata no es miembro.",
    }
    rules_unsound() {
        en: "By such rules nothing could ever be decided.",
        es: "Con esas reglas nunca se podría decidir nada.",
    }
    not_proposer() {
        en: "Only the person who put the motion may change it or take it back.",
        es: "Solo quien propuso la moción puede cambiarla o retirarla.",
    }
    not_open() {
        en: "This motion takes no votes any more, or it was changed a moment ago. Look at it \
             again.",
        es: "Esta moción ya no admite votos, o acaba de cambiar. Mírala otra vez.",
    }
    not_the_purse() {
        en: "Another device of this person seals for them. What this one wrote does not count.",
        es: "Otro aparato de esta persona sella por ella. Lo que escribió este no cuenta.",
    }
    not_own_device() {
        en: "That device is not one of yours, or it was taken off. Nothing was changed.",
        es: "Ese dispositivo no es tuyo, o se quitó. No cambió nada.",
    }
    purse_handed_twice() {
        en: "Gave signing to two devices at once. Only one of them has it.",
        es: "Dio la firma a dos dispositivos a la vez. Solo la tiene uno.",
    }
    not_elector() {
        en: "You had no vote when this motion was opened. You can still say something about it.",
        es: "No tenías voto cuando se abrió esta moción. Aún puedes decir algo sobre ella.",
    }
    ballot_unfit() {
        en: "This is not an answer to what is asked here. Look at the figures again.",
        es: "Esto no responde a lo que se pregunta. Revisa las cifras.",
    }
    reason_missing() {
        en: "An objection stops everybody, so it needs a reason. Say what would have to change.",
        es: "Una objeción nos frena a todos, así que necesita un motivo. Di qué debería cambiar.",
    }
    against_protocol() {
        en: "This signed two things that cannot both be true. Only one is counted.",
        es: "Se firmaron dos cosas que no pueden ser verdad a la vez. Solo cuenta una.",
    }
    seal_false() {
        en: "A result that does not say what was voted. It is not counted.",
        es: "Un resultado que no dice lo que se votó. No cuenta.",
    }
    acceptance_false() {
        en: "A signature under something else. It is not counted.",
        es: "Una firma bajo otra cosa. No cuenta.",
    }
    other() {
        en: "It was signed against the rules. It is not counted.",
        es: "Se firmó contra las reglas. No cuenta.",
    }
    too_short_any() {
        en: "It gave less time than the rules ask for.",
        es: "Dio menos tiempo del que piden las reglas.",
    }
}

counted! {
    too_short(n) {
        en: "The rules ask for at least {n} hour for this." |
            "The rules ask for at least {n} hours for this.",
        es: "Las reglas piden al menos {n} hora para esto." |
            "Las reglas piden al menos {n} horas para esto.",
    }
    too_short_days(n) {
        en: "The rules ask for at least {n} day for this." |
            "The rules ask for at least {n} days for this.",
        es: "Las reglas piden al menos {n} día para esto." |
            "Las reglas piden al menos {n} días para esto.",
    }
}

const ALL: [MotionFault; 32] = [
    MotionFault::NotThePurse,
    MotionFault::NotOwnDevice,
    MotionFault::PurseHandedTwice,
    MotionFault::NotAVoter,
    MotionFault::ElectorateFalse,
    MotionFault::TooFewElectors,
    MotionFault::MethodNotForEffect,
    MotionFault::MethodTooWeak,
    MotionFault::QuorumTooLow,
    MotionFault::TooShort { hours_min: 0 },
    MotionFault::TooLate,
    MotionFault::ReviewDay,
    MotionFault::NotDue,
    MotionFault::NotSilent,
    MotionFault::TooFewToVouch,
    MotionFault::NotComingBack,
    MotionFault::VouchedAlready,
    MotionFault::VouchedForOneself,
    MotionFault::ClaimsTooEarly,
    MotionFault::GraceFalse,
    MotionFault::Options,
    MotionFault::Words,
    MotionFault::NoSuchMember,
    MotionFault::RulesUnsound,
    MotionFault::NotProposer,
    MotionFault::NotOpen,
    MotionFault::NotElector,
    MotionFault::BallotUnfit,
    MotionFault::ReasonMissing,
    MotionFault::AgainstProtocol,
    MotionFault::SealFalse,
    MotionFault::AcceptanceFalse,
];

/// A fault that is known by its stable code only.
pub fn of_code(code: &str) -> String {
    ALL.into_iter().find(|fault| fault.code() == code).map_or_else(other, fault)
}

/// A fault as a sentence or two.
pub fn fault(fault: MotionFault) -> String {
    match fault {
        MotionFault::NotAVoter => not_a_voter(),
        MotionFault::ElectorateFalse => electorate_false(),
        MotionFault::TooFewElectors => too_few_electors(),
        MotionFault::MethodNotForEffect => method_not_for_effect(),
        MotionFault::MethodTooWeak => method_too_weak(),
        MotionFault::QuorumTooLow => quorum_too_low(),
        MotionFault::TooShort { hours_min: 0 } => too_short_any(),
        MotionFault::TooShort { hours_min } if hours_min.is_multiple_of(24) => {
            too_short_days(hours_min / 24)
        }
        MotionFault::TooShort { hours_min } => too_short(hours_min),
        MotionFault::TooLate => too_long(),
        MotionFault::ReviewDay => review_day(),
        MotionFault::NotDue => not_due(),
        MotionFault::NotSilent => not_silent(),
        MotionFault::TooFewToVouch => too_few_to_vouch(),
        MotionFault::NotComingBack => not_coming_back(),
        MotionFault::VouchedAlready => vouched_already(),
        MotionFault::VouchedForOneself => vouched_for_oneself(),
        MotionFault::ClaimsTooEarly => other(),
        MotionFault::GraceFalse => grace_false(),
        MotionFault::Options => options_unsound(),
        MotionFault::Words => words_unsound(),
        MotionFault::NoSuchMember => no_such_member(),
        MotionFault::RulesUnsound => rules_unsound(),
        MotionFault::NotProposer => not_proposer(),
        MotionFault::NotOpen => not_open(),
        MotionFault::NotElector => not_elector(),
        MotionFault::BallotUnfit => ballot_unfit(),
        MotionFault::ReasonMissing => reason_missing(),
        MotionFault::NotThePurse => not_the_purse(),
        MotionFault::NotOwnDevice => not_own_device(),
        MotionFault::PurseHandedTwice => purse_handed_twice(),
        MotionFault::AgainstProtocol => against_protocol(),
        MotionFault::SealFalse => seal_false(),
        MotionFault::AcceptanceFalse => acceptance_false(),
    }
}
