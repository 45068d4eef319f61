//! What accounts of the books are called where whole names would be jargon.

use crate::ui::words::words;

words! {
    owed_to(name: &str) { en: "Owed to {name}", es: "Se debe a {name}" }
    credits_of(name: &str) { en: "Credits of {name}", es: "Créditos de {name}" }
    put_in_by(name: &str) { en: "Put in by {name}", es: "Puesto por {name}" }
    conversion() { en: "Changed between currencies", es: "Cambio entre monedas" }
    assets() { en: "What we have", es: "Lo que tenemos" }
    liabilities() { en: "What we owe", es: "Lo que debemos" }
    equity() { en: "What is ours", es: "Lo que es nuestro" }
}
