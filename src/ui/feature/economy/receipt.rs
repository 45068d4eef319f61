//! A picture of a receipt or of an offer: kept first, so that an entry can name it; shown where one
//! is named.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;

use crate::id::BlobHash;
use crate::message::ViewKey;
use crate::message::command::{Command, MemberAct, Outcome};
use crate::platform::browser;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::icon::icon;
use crate::ui::store::picture::Picture;
use crate::ui::words;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    Receipt,
    Offer,
}

/// The picture itself; `told` is what is said of it to those who do not see it.
pub fn shown(here: Here, hash: BlobHash, told: String) -> AnyView {
    let picture = here.store.watch::<Picture>(ViewKey::Picture(here.id, hash));
    (move || {
        picture.with(|picture| match picture {
            Some(Picture::Here(url)) => {
                let (address, told) = (url.as_str().to_owned(), told.clone());
                view! { <img class="receipt" src=address alt=told /> }.into_any()
            }
            Some(Picture::Coming) | None => {
                view! { <p class="meta">{words::common::no_answer_yet()}</p> }.into_any()
            }
        })
    })
    .into_any()
}

/// The field: a picture that was taken is kept at once.
pub fn field(here: Here, receipt: RwSignal<Option<BlobHash>>) -> AnyView {
    field_of(here, Shows::Receipt, receipt)
}

/// The same for what an entry shows.
pub fn field_of(here: Here, shows: Shows, receipt: RwSignal<Option<BlobHash>>) -> AnyView {
    let (told, add, name) = match shows {
        Shows::Receipt => (words::ledger::receipt(), words::ledger::add_receipt(), "receipt"),
        Shows::Offer => (words::venture::picture_alt(), words::venture::add_picture(), "file"),
    };
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        spawn_local(async move {
            let Some(bytes) = browser::read_file(&file).await else { return };
            let command = Command::of(here.id, MemberAct::KeepReceipt { bytes });
            here.store.act(command, move |outcome| {
                if let Outcome::Picture(hash) = outcome {
                    receipt.try_set(Some(hash));
                }
            });
        });
    };
    let kept = move || {
        receipt.get().map(|hash| {
            view! {
                {shown(here, hash, told.clone())}
                {button(Weight::Quiet, words::people::remove_picture(), move || receipt.set(None))}
            }
        })
    };
    view! {
        <div class="field receipt-field">
            {kept}
            <label class="button file-button">
                <input class="visually-hidden" type="file" accept="image/*" on:change=pick />
                {icon(name)} {add}
            </label>
        </div>
    }
    .into_any()
}
