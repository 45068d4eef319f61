//! Words of a year in figures.

use crate::ui::words::words;

words! {
    title() { en: "The year in figures", es: "El año en cifras" }
    title_text() { en: "By month; files to keep", es: "Por meses; archivos" }
    year() { en: "Year", es: "Año" }
    by_month() { en: "By month", es: "Por meses" }
    month() { en: "Month", es: "Mes" }
    came_in() { en: "Came in", es: "Entró" }
    went_out() { en: "Went out", es: "Salió" }
    left() { en: "Left", es: "Queda" }
    nothing() { en: "Nothing moved in this year.", es: "En este año no se movió nada." }
    by_account() { en: "What for", es: "Para qué" }
    trial() { en: "Every account", es: "Cada cuenta" }
    trial_text() { en: "together zero", es: "juntas, cero" }
    trial_signs() {
        en: "Without a minus: what we have, or have to get. With one: whose it is, or what we owe.",
        es: "Sin menos: lo que tenemos o nos deben. Con menos: de quién es, o lo que debemos.",
    }
    trial_caption(year: &str) { en: "At the end of {year}", es: "Al final de {year}" }
    files() { en: "To keep, or for another program", es: "Para guardar o para otro programa" }
    journal_title() { en: "Journal", es: "Diario contable" }
    journal_text() {
        en: "Text that bookkeeping programs such as hledger read and check.",
        es: "Texto que leen y comprueban programas de contabilidad como hledger.",
    }
    table_title() { en: "Money as a table", es: "El dinero en una tabla" }
    table_text() {
        en: "CSV, one row for each account that an entry touches.",
        es: "CSV, una fila por cada cuenta que toca un asiento.",
    }
    work_title() { en: "Your work as a table", es: "Tu trabajo en una tabla" }
    work_text() { en: "CSV; it can come in again.", es: "CSV; se puede volver a traer." }
    json_title() { en: "Money as JSON", es: "El dinero en JSON" }
    json_text() { en: "For programs; amounts exact.", es: "Para programas; importes exactos." }
    flows_title() { en: "Who gave what to whom", es: "Quién dio qué a quién" }
    flows_text() {
        en: "Work and money as Valueflows events, for other networks.",
        es: "Trabajo y dinero como eventos Valueflows, para otras redes.",
    }
    make_file() { en: "Make the file", es: "Hacer el archivo" }
    download_file() { en: "Save the file", es: "Guardar el archivo" }
    bring() { en: "Bring in from elsewhere", es: "Traer de otro programa" }
}
