//! Words of bringing in money and work from files, and of what is wrong in one.

use crate::message::economy::{RowFault, RowReason};
use crate::money::MoneyError;
use crate::ui::feature::economy::amount;
use crate::ui::words::{counted, words};

words! {
    text() {
        en: "A file stays as it is; what is here already is left out, so a newer one adds only what \
             is new.",
        es: "El archivo queda como está; lo que ya está aquí se omite, así uno más nuevo añade solo \
             lo nuevo.",
    }
    kind() { en: "What it is", es: "Qué es" }
    journal() { en: "A bookkeeping journal (hledger)", es: "Un diario contable (hledger)" }
    open_collective() {
        en: "Transactions of Open Collective (CSV)",
        es: "Movimientos de Open Collective (CSV)",
    }
    bank() { en: "A bank's table (CSV)", es: "La tabla de un banco (CSV)" }
    work() { en: "Your own work (CSV)", es: "Tu propio trabajo (CSV)" }
    currency() { en: "Amounts without a currency are in", es: "Los importes sin moneda están en" }
    choose() { en: "Choose a file", es: "Elegir un archivo" }
    unreadable() { en: "This file could not be read.", es: "No se pudo leer este archivo." }
    nothing() { en: "There is nothing in it to bring in.", es: "No hay nada que traer en él." }
    from_to(from: &str, until: &str) { en: "From {from} to {until}.", es: "Del {from} al {until}." }
    wrong_balances() {
        en: "The file's own balances do not add up here. The amounts are taken, the balances are not:",
        es: "Los saldos del propio archivo no cuadran aquí. Se toman los importes, no los saldos:",
    }
    faults() {
        en: "Nothing was brought in. This is in the way:",
        es: "No se trajo nada. Esto lo impide:",
    }
    row() { en: "Line", es: "Línea" }
    field() { en: "Where", es: "Dónde" }
    reason() { en: "What", es: "Qué" }
    whole() { en: "all", es: "todo" }
    bring() { en: "Bring it in", es: "Traerlo" }
    busy() { en: "It is being written down ...", es: "Se está anotando ..." }
    done() { en: "What was new is in the books.", es: "Lo nuevo está en las cuentas." }

    utf_16() { en: "the text is in UTF-16; save it as UTF-8", es: "el texto está en UTF-16; guárdalo como UTF-8" }
    not_utf_8() {
        en: "this is not UTF-8 text; save it as UTF-8",
        es: "esto no es texto UTF-8; guárdalo como UTF-8",
    }
    too_large() { en: "the file is too large", es: "el archivo es demasiado grande" }
    too_many_rows() { en: "the file has too many rows", es: "el archivo tiene demasiadas filas" }
    too_long() { en: "too long for one entry", es: "demasiado largo para un asiento" }
    column_missing() { en: "there is no such column", es: "no hay tal columna" }
    column_twice() { en: "two columns of this name", es: "dos columnas con este nombre" }
    field_count(fields: u32, columns: u32) {
        en: "{fields} fields where there are {columns} columns",
        es: "{fields} campos donde hay {columns} columnas",
    }
    quote_open() { en: "a quotation mark that nothing closes", es: "unas comillas que nada cierra" }
    empty() { en: "nothing stands here", es: "aquí no hay nada" }
    twice() { en: "another entry has the same name", es: "otro asiento tiene el mismo nombre" }
    not_a_date() { en: "no date", es: "no es una fecha" }
    date_ambiguous() {
        en: "which is the day, which the month?",
        es: "¿cuál es el día y cuál el mes?",
    }
    unknown_commodity() { en: "no currency that is known", es: "ninguna moneda conocida" }
    not_a_number() { en: "no amount", es: "no es un importe" }
    too_fine() { en: "more decimals than the currency has", es: "más decimales de los que tiene la moneda" }
    out_of_range() { en: "an amount beyond all bounds", es: "un importe fuera de todo límite" }
    zero_rate() { en: "a rate of zero", es: "un cambio de cero" }
    number_ambiguous() {
        en: "decimals, or thousands?",
        es: "¿decimales o miles?",
    }
    other_commodity() { en: "another currency than chosen", es: "otra moneda que la elegida" }
    wrong_sign() { en: "the wrong sign", es: "el signo equivocado" }
    not_minutes() { en: "no minutes of one day", es: "no son minutos de un día" }
    unknown_word() { en: "a word that is not known here", es: "una palabra desconocida aquí" }
    not_an_account() {
        en: "no account such as expenses:printing",
        es: "ninguna cuenta como expenses:printing",
    }
    unbalanced(by: &str) { en: "does not add up by {by}", es: "no cuadra por {by}" }
    unbalanced_several() { en: "does not add up", es: "no cuadra" }
    two_blank() { en: "two amounts left out", es: "faltan dos importes" }
    several_rates() { en: "several rates in one entry", es: "varios cambios en un asiento" }
    wrong_balance(said: &str, is: &str) { en: "says {said}, the sum is {is}", es: "dice {said}, la suma es {is}" }
    not_read() { en: "this cannot be brought in", es: "esto no se puede traer" }
}

counted! {
    more(n) {
        en: "And {n} more." | "And {n} more.",
        es: "Y {n} más." | "Y {n} más.",
    }
    entries(n) {
        en: "{n} entry." | "{n} entries.",
        es: "{n} asiento." | "{n} asientos.",
    }
}

/// Why a row is not taken, or not believed.
pub fn told(fault: &RowFault) -> String {
    match &fault.reason {
        RowReason::Utf16 => utf_16(),
        RowReason::NotUtf8 => not_utf_8(),
        RowReason::TooLarge => too_large(),
        RowReason::TooManyRows => too_many_rows(),
        RowReason::TooLong => too_long(),
        RowReason::ColumnMissing => column_missing(),
        RowReason::ColumnTwice => column_twice(),
        RowReason::FieldCount { fields, columns } => field_count(*fields, *columns),
        RowReason::QuoteOpen => quote_open(),
        RowReason::Empty => empty(),
        RowReason::Twice => twice(),
        RowReason::NotADate => not_a_date(),
        RowReason::DateAmbiguous => date_ambiguous(),
        RowReason::NotAnAmount(why) => match why {
            MoneyError::UnknownCommodity => unknown_commodity(),
            MoneyError::NotANumber => not_a_number(),
            MoneyError::TooFine => too_fine(),
            MoneyError::OutOfRange => out_of_range(),
            MoneyError::ZeroRate => zero_rate(),
        },
        RowReason::NumberAmbiguous => number_ambiguous(),
        RowReason::OtherCommodity => other_commodity(),
        RowReason::WrongSign => wrong_sign(),
        RowReason::NotMinutes => not_minutes(),
        RowReason::UnknownWord => unknown_word(),
        RowReason::NotAnAccount => not_an_account(),
        RowReason::Unbalanced { by } => unbalanced(&amount::said(by)),
        RowReason::UnbalancedSeveral => unbalanced_several(),
        RowReason::TwoBlank => two_blank(),
        RowReason::SeveralRates => several_rates(),
        RowReason::WrongBalance { said, is } => {
            wrong_balance(&amount::said(said), &amount::said(is))
        }
        RowReason::NotRead => not_read(),
    }
}
