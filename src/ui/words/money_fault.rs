//! Why something about work or money does not stand: what, with the figure, and what to do.

use crate::message::economy::EconomyFault;
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount;
use crate::ui::words::{trade_fault, words};

words! {
    books_not_open() {
        en: "The books are not open yet.",
        es: "Las cuentas aún no están abiertas.",
    }
    books_open() { en: "The books are open already.", es: "Las cuentas ya están abiertas." }
    not_the_founder() {
        en: "Only the person who began the community opens the books.",
        es: "Solo quien empezó la comunidad abre las cuentas.",
    }
    not_a_voter() { en: "Only those who have a vote do this.", es: "Solo lo hace quien tiene voto." }
    not_a_member() {
        en: "Who signed this was not a member then. It does not count.",
        es: "Quien firmó esto no era miembro entonces. No cuenta.",
    }
    frozen() {
        en: "More was given before than the limit allows. Nothing more counts until that has come \
             back.",
        es: "Antes se dio más de lo que permite el límite. Nada más cuenta hasta que vuelva.",
    }
    charter_missing() {
        en: "This builds on something that has not come to this device yet. It counts once it has.",
        es: "Se apoya en algo que aún no ha llegado a este dispositivo. Contará cuando llegue.",
    }
    unknown_entry() {
        en: "This is not here, or not any more. Look again.",
        es: "Esto no está aquí, o ya no. Mira otra vez.",
    }
    empty() { en: "Words are missing.", es: "Faltan palabras." }
    too_long() { en: "This is too long. Say it shorter.", es: "Es demasiado largo. Dilo más corto." }
    not_positive() {
        en: "The amount must be more than zero.",
        es: "La cantidad debe ser más que cero.",
    }
    out_of_range() {
        en: "A figure is larger or smaller than it can be.",
        es: "Una cifra es mayor o menor de lo que puede ser.",
    }
    unbalanced(by: &str) {
        en: "The entry does not sum to zero: {by} is over.",
        es: "El asiento no suma cero: sobra {by}.",
    }
    postings_count() {
        en: "An entry has at least two rows, and not too many.",
        es: "Un asiento tiene al menos dos filas, y no demasiadas.",
    }
    rate_missing() {
        en: "Another currency needs a rate, and who says so.",
        es: "Otra moneda necesita un cambio y quién lo dice.",
    }
    wrong_commodity() {
        en: "This must be in another currency.",
        es: "Esto debe ir en otra moneda.",
    }
    wrong_account() {
        en: "This account is kept by the books themselves. Choose another one.",
        es: "Esta cuenta la llevan las propias cuentas. Elige otra.",
    }
    own_work() {
        en: "Nobody confirms their own work. Somebody else can.",
        es: "Nadie confirma su propio trabajo. Puede hacerlo otra persona.",
    }
    not_the_author() {
        en: "Only the person who wrote it puts it right.",
        es: "Solo quien lo escribió lo corrige.",
    }
    already_corrected() {
        en: "This was put right already. Look at the newer entry.",
        es: "Esto ya se corrigió. Mira el asiento más nuevo.",
    }
    own_expense() {
        en: "Nobody approves what they get themselves. Ask somebody else.",
        es: "Nadie aprueba lo que va a recibir. Pídeselo a otra persona.",
    }
    wrong_state() {
        en: "It was rejected or paid meanwhile, or is not approved yet.",
        es: "Entretanto se rechazó o se pagó, o aún no está aprobado.",
    }
    beyond_right(left: &str) {
        en: "This goes beyond your right to spend: {left} is left. Ask whoever has more to hand \
             some on, or put a motion.",
        es: "Va más allá de tu derecho a gastar: quedan {left}. Pide a quien tenga más que te \
             pase una parte, o propón una moción.",
    }
    no_right() {
        en: "You have no right to spend of this budget.",
        es: "No tienes derecho a gastar de este presupuesto.",
    }
    right_ended() {
        en: "This budget has ended: another decision came in its place.",
        es: "Este presupuesto ha terminado: otra decisión ocupa su lugar.",
    }
    beyond_credit(left: &str) {
        en: "This goes below the limit: you can still give {left}.",
        es: "Baja del límite: aún puedes dar {left}.",
    }
    to_oneself() { en: "Nobody pays themselves.", es: "Nadie se paga a sí mismo." }
    not_the_purse() {
        en: "Another device of yours does this, so that nothing is given twice. Use that one, or let \
             this one sign for you from now on: on that one, under Settings.",
        es: "Esto lo hace otro dispositivo tuyo, para no dar nada dos veces. Usa aquel, o haz que \
             este firme por ti desde ahora: en aquel, en Ajustes.",
    }
    purse_handed_on() {
        en: "Written by a device that no longer signed for its person: another one of theirs does. \
             It spends nothing for themselves; what others rely on stands.",
        es: "Lo escribió un dispositivo que ya no firmaba por su persona: lo hace otro suyo. No \
             gasta nada para sí; lo que otras personas dan por hecho vale.",
    }
    purse_behind() {
        en: "What your other device did before has not all come here yet. Open Phyle there, and try \
             again. If it is lost, take it off under Settings.",
        es: "Aún no ha llegado todo lo que hizo antes tu otro dispositivo. Abre Phyle allí y prueba \
             otra vez. Si se perdió, quítalo en Ajustes.",
    }
    lost_with_the_purse() {
        en: "Rights and credits from before you came back are lost with the devices you lost: with \
             them it may be spent already. What you all decide anew can be used again.",
        es: "Los derechos y créditos de antes de volver se perdieron con tus dispositivos: con ellos \
             puede haberse gastado ya. Lo que decidáis de nuevo se podrá usar.",
    }
    unknown_member() { en: "This person is not a member.", es: "Esta persona no es miembro." }
    wrong_period() {
        en: "This day is in books that are closed, or not over yet. Choose another day.",
        es: "Ese día está en cuentas cerradas, o aún no ha terminado. Elige otro.",
    }
    parts_do_not_sum() {
        en: "The parts do not make 100 %.",
        es: "Las partes no suman el 100 %.",
    }
    closing_false() {
        en: "The figures of this closing are not what the entries come to.",
        es: "Las cifras de este cierre no son las de los asientos.",
    }
    entries_missing() {
        en: "Some entries have not come to this device yet. Wait until others are here.",
        es: "Faltan asientos en este dispositivo. Espera a que haya alguien más aquí.",
    }
    unreadable() {
        en: "A newer program wrote this. Reload for a newer one.",
        es: "Lo escribió un programa más nuevo. Recarga para tenerlo.",
    }
    beyond_fund(left: &str) {
        en: "The fund has only {left}.",
        es: "En el fondo solo hay {left}.",
    }
    matched_twice() {
        en: "A line of the file, or an entry, is matched already. Look at the list again.",
        es: "Una línea del archivo, o un asiento, ya está emparejado. Mira la lista otra vez.",
    }
    amounts_differ() {
        en: "The line and the entry are not of one amount in one account.",
        es: "La línea y el asiento no son del mismo importe en la misma cuenta.",
    }
    not_a_steward() {
        en: "This venture has stewards: they alone say how it is paid. Ask one of them.",
        es: "Esta iniciativa tiene encargados: solo ellos dicen cómo se le paga. Pídeselo.",
    }
    number_taken() {
        en: "Another invoice of this venture has this number. Choose another one.",
        es: "Otra factura de esta iniciativa tiene ese número. Elige otro.",
    }
    other_venture() {
        en: "The order is of another venture than the work.",
        es: "El encargo es de otra iniciativa que el trabajo.",
    }
    invoice_of_others() {
        en: "Only the stewards of the venture and the person who made this invoice take it back. Ask \
             one of them.",
        es: "Solo los encargados de la iniciativa y quien hizo la factura la retiran. Pídeselo.",
    }
    already_taken_back() {
        en: "This was taken back already.",
        es: "Esto ya se retiró.",
    }
    order_of_others() {
        en: "Only the stewards of the venture and the person who wrote this order down cancel it. Ask \
             one of them.",
        es: "Solo los encargados de la iniciativa y quien apuntó el encargo lo cancelan. Pídeselo.",
    }
    too_late_to_cancel() {
        en: "It is delivered, or something of it was paid, or its invoice stands: take the invoice \
             back first.",
        es: "Está entregado, o algo se pagó, o su factura vale: retira antes la factura.",
    }
    order_cancelled() {
        en: "This order was cancelled.",
        es: "Este encargo se canceló.",
    }
    other() {
        en: "It was signed against the rules. It does not count.",
        es: "Se firmó contra las reglas. No cuenta.",
    }
    own_need() {
        en: "Somebody else keeps what you need. Choose another person.",
        es: "Lo que necesitas lo lleva otra persona. Elige a otra.",
    }
    not_listening() {
        en: "This person has not said yet that they can be told. Choose another one, or ask them to.",
        es: "Esta persona aún no ha dicho que se le puede contar. Elige a otra, o pídeselo.",
    }
    not_the_steward() {
        en: "Only the person who keeps the need says what came in.",
        es: "Solo quien lleva la necesidad dice qué llegó.",
    }
    still_here() {
        en: "This person is a member: it is settled when they leave.",
        es: "Esta persona es miembro: se salda cuando se va.",
    }
    beyond_books() {
        en: "There is nothing to settle here, or less than that. Look again.",
        es: "Aquí no hay nada que saldar, o menos que eso. Mira otra vez.",
    }
}

fn nothing() -> Money {
    Money { commodity: Commodity::credit(), units: 0 }
}

/// Each kind; where a fault is known by its code only, its figure is not.
fn all() -> [EconomyFault; 53] {
    [
        EconomyFault::BooksNotOpen,
        EconomyFault::BooksOpen,
        EconomyFault::NotTheFounder,
        EconomyFault::NotAVoter,
        EconomyFault::NotAMember,
        EconomyFault::Frozen,
        EconomyFault::CharterMissing,
        EconomyFault::UnknownEntry,
        EconomyFault::Empty,
        EconomyFault::TooLong,
        EconomyFault::NotPositive,
        EconomyFault::OutOfRange,
        EconomyFault::Unbalanced { by: nothing() },
        EconomyFault::PostingsCount,
        EconomyFault::RateMissing,
        EconomyFault::WrongCommodity,
        EconomyFault::WrongAccount,
        EconomyFault::OwnWork,
        EconomyFault::NotTheAuthor,
        EconomyFault::AlreadyCorrected,
        EconomyFault::OwnExpense,
        EconomyFault::WrongState,
        EconomyFault::BeyondRight { left: nothing() },
        EconomyFault::NoRight,
        EconomyFault::RightEnded,
        EconomyFault::BeyondCredit { left: nothing() },
        EconomyFault::ToOneself,
        EconomyFault::NotThePurse,
        EconomyFault::PurseHandedOn,
        EconomyFault::PurseBehind,
        EconomyFault::LostWithThePurse,
        EconomyFault::UnknownMember,
        EconomyFault::WrongPeriod,
        EconomyFault::PartsDoNotSum,
        EconomyFault::ClosingFalse,
        EconomyFault::EntriesMissing,
        EconomyFault::Unreadable,
        EconomyFault::BeyondFund { left: nothing() },
        EconomyFault::OwnNeed,
        EconomyFault::NotListening,
        EconomyFault::NotTheSteward,
        EconomyFault::StillHere,
        EconomyFault::BeyondBooks,
        EconomyFault::MatchedTwice,
        EconomyFault::AmountsDiffer,
        EconomyFault::NotASteward,
        EconomyFault::NumberTaken,
        EconomyFault::OtherVenture,
        EconomyFault::InvoiceOfOthers,
        EconomyFault::AlreadyTakenBack,
        EconomyFault::OrderOfOthers,
        EconomyFault::TooLateToCancel,
        EconomyFault::OrderCancelled,
    ]
}

/// A fault that is known by its stable code only.
pub fn of_code(code: &str) -> String {
    if let Some(known) = trade_fault::of_code(code) {
        return known;
    }
    match all().into_iter().find(|fault| fault.code() == code) {
        Some(EconomyFault::Unbalanced { .. }) | None => other(),
        Some(EconomyFault::BeyondRight { .. }) => crate::ui::words::ledger::beyond_right(),
        Some(EconomyFault::BeyondCredit { .. }) => code_beyond_credit(),
        Some(EconomyFault::BeyondFund { .. }) => code_beyond_fund(),
        Some(EconomyFault::NotThePurse) => code_not_the_purse(),
        Some(EconomyFault::PurseBehind) => code_purse_behind(),
        Some(EconomyFault::LostWithThePurse) => code_lost_with_the_purse(),
        Some(known) => fault(&known),
    }
}

words! {
    code_beyond_credit() {
        en: "It went below the limit of credits.",
        es: "Bajó del límite de créditos.",
    }
    code_beyond_fund() {
        en: "The fund had not so much.",
        es: "En el fondo no había tanto.",
    }
    code_not_the_purse() {
        en: "Written by a device that does not sign for its person. It does not count.",
        es: "Lo escribió un dispositivo que no firma por su persona. No cuenta.",
    }
    code_purse_behind() {
        en: "Written before all had come that their other device did. It does not count.",
        es: "Se escribió antes de que llegara todo lo que hizo su otro dispositivo. No cuenta.",
    }
    code_lost_with_the_purse() {
        en: "Drawn on what was decided before this person came back, and lost with their devices. It \
             does not count.",
        es: "Se apoya en algo decidido antes de que esta persona volviera, que se perdió con sus \
             dispositivos. No cuenta.",
    }
}

/// A fault as a sentence or two.
pub fn fault(fault: &EconomyFault) -> String {
    match fault {
        EconomyFault::BooksNotOpen => books_not_open(),
        EconomyFault::BooksOpen => books_open(),
        EconomyFault::NotTheFounder => not_the_founder(),
        EconomyFault::NotAVoter => not_a_voter(),
        EconomyFault::NotAMember => not_a_member(),
        EconomyFault::Frozen => frozen(),
        EconomyFault::CharterMissing => charter_missing(),
        EconomyFault::UnknownEntry => unknown_entry(),
        EconomyFault::Empty => empty(),
        EconomyFault::TooLong => too_long(),
        EconomyFault::NotPositive => not_positive(),
        EconomyFault::OutOfRange => out_of_range(),
        EconomyFault::Unbalanced { by } => unbalanced(&amount::said(by)),
        EconomyFault::PostingsCount => postings_count(),
        EconomyFault::RateMissing => rate_missing(),
        EconomyFault::WrongCommodity => wrong_commodity(),
        EconomyFault::WrongAccount => wrong_account(),
        EconomyFault::OwnWork => own_work(),
        EconomyFault::NotTheAuthor => not_the_author(),
        EconomyFault::AlreadyCorrected => already_corrected(),
        EconomyFault::OwnExpense => own_expense(),
        EconomyFault::WrongState => wrong_state(),
        EconomyFault::BeyondRight { left } => beyond_right(&amount::said(left)),
        EconomyFault::NoRight => no_right(),
        EconomyFault::RightEnded => right_ended(),
        EconomyFault::BeyondCredit { left } => beyond_credit(&amount::said(left)),
        EconomyFault::ToOneself => to_oneself(),
        EconomyFault::NotThePurse => not_the_purse(),
        EconomyFault::PurseHandedOn => purse_handed_on(),
        EconomyFault::PurseBehind => purse_behind(),
        EconomyFault::LostWithThePurse => lost_with_the_purse(),
        EconomyFault::UnknownMember => unknown_member(),
        EconomyFault::WrongPeriod => wrong_period(),
        EconomyFault::PartsDoNotSum => parts_do_not_sum(),
        EconomyFault::ClosingFalse => closing_false(),
        EconomyFault::EntriesMissing => entries_missing(),
        EconomyFault::Unreadable => unreadable(),
        EconomyFault::BeyondFund { left } => beyond_fund(&amount::said(left)),
        EconomyFault::OwnNeed => own_need(),
        EconomyFault::NotListening => not_listening(),
        EconomyFault::NotTheSteward => not_the_steward(),
        EconomyFault::StillHere => still_here(),
        EconomyFault::BeyondBooks => beyond_books(),
        EconomyFault::MatchedTwice => matched_twice(),
        EconomyFault::AmountsDiffer => amounts_differ(),
        EconomyFault::NotASteward => not_a_steward(),
        EconomyFault::NumberTaken => number_taken(),
        EconomyFault::OtherVenture => other_venture(),
        EconomyFault::InvoiceOfOthers => invoice_of_others(),
        EconomyFault::AlreadyTakenBack => already_taken_back(),
        EconomyFault::OrderOfOthers => order_of_others(),
        EconomyFault::TooLateToCancel => too_late_to_cancel(),
        EconomyFault::OrderCancelled => order_cancelled(),
        EconomyFault::Trade { fault } => trade_fault::fault(fault),
    }
}
