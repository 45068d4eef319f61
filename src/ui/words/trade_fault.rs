//! Why a transfer, or a letter of another community, does not stand: what, and what to do.

use crate::message::economy::trade::TradeFault;
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount;
use crate::ui::words::words;

words! {
    no_agreement() {
        en: "We have no agreement with this community, or it is over. Put one to the others first.",
        es: "No tenemos acuerdo con esta comunidad, o terminó. Propón antes uno a los demás.",
    }
    not_the_trader() {
        en: "Somebody else trades for us. The agreement says who.",
        es: "Por nosotros comercia otra persona. El acuerdo dice quién.",
    }
    beyond_limit(left: &str) {
        en: "This goes beyond the limit of the agreement: {left} is left this way. Settle something \
             first, or put a higher limit to the others.",
        es: "Pasa del límite del acuerdo: quedan {left} en este sentido. Saldad algo antes, o propón \
             un límite mayor.",
    }
    code_beyond_limit() {
        en: "It went beyond the limit of the agreement.",
        es: "Pasaba del límite del acuerdo.",
    }
    taken_already() {
        en: "This letter was taken in before. It counts once.",
        es: "Esta carta ya se recibió. Cuenta una sola vez.",
    }
    not_for_us() {
        en: "This letter is for another community. Give it to them.",
        es: "Esta carta es para otra comunidad. Dásela a ella.",
    }
    not_their_key() {
        en: "This is not signed by the person or the device that trades for them. If that changed, ask \
             for a new introduction and decide again.",
        es: "No lo firmó la persona o el dispositivo que comercia por ellos. Si eso cambió, pide otra \
             presentación y decidid de nuevo.",
    }
    forged() {
        en: "The signature does not belong to these words. Ask them for the letter again, and tell \
             them.",
        es: "La firma no es de estas palabras. Pídeles otra vez la carta, y avísales.",
    }
    unknown_transfer() {
        en: "This answers something that is not in our ledger. It may not have come to this device \
             yet.",
        es: "Responde a algo que no está en nuestro libro. Quizá aún no llegó a este dispositivo.",
    }
    with_ourselves() {
        en: "This is our own community. Nobody trades with themselves.",
        es: "Esta es nuestra comunidad. Nadie comercia consigo.",
    }
    not_a_letter() {
        en: "This is not a letter that belongs here. It begins with “phyle-”; copy all of it.",
        es: "Esto no es una carta para este lugar. Empieza por «phyle-»; cópiala entera.",
    }
    damaged() {
        en: "A part of this letter is missing or was changed. Copy all of it again.",
        es: "A esta carta le falta una parte, o se cambió algo. Cópiala otra vez entera.",
    }
    other_version() {
        en: "This letter is from another version of the program. Reload for the newest, on both sides.",
        es: "Esta carta es de otra versión del programa. Recargad las dos partes para tener la última.",
    }
}

/// A fault that is known by its stable code only.
pub fn of_code(code: &str) -> Option<String> {
    let nothing = Money { commodity: Commodity::credit(), units: 0 };
    let known = TradeFault::all(&nothing).into_iter().find(|fault| fault.code() == code)?;
    // The figure is not known any more.
    let is_beyond = matches!(known, TradeFault::BeyondLimit { .. });
    Some(if is_beyond { code_beyond_limit() } else { fault(&known) })
}

/// A fault as a sentence or two.
pub fn fault(fault: &TradeFault) -> String {
    match fault {
        TradeFault::NoAgreement => no_agreement(),
        TradeFault::NotTheTrader => not_the_trader(),
        TradeFault::BeyondLimit { left } => beyond_limit(&amount::said(left)),
        TradeFault::TakenAlready => taken_already(),
        TradeFault::NotForUs => not_for_us(),
        TradeFault::NotTheirKey => not_their_key(),
        TradeFault::Forged => forged(),
        TradeFault::UnknownTransfer => unknown_transfer(),
        TradeFault::WithOurselves => with_ourselves(),
        TradeFault::NotALetter => not_a_letter(),
        TradeFault::Damaged => damaged(),
        TradeFault::OtherVersion => other_version(),
    }
}
