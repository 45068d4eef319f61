//! Leaving: one's own act, at once (PEO-3). What happens is said before it is done.

use leptos::prelude::*;

use crate::message::command::{Command, MemberAct};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the screen.
pub fn leave(here: Here) -> AnyView {
    let handle = DialogHandle::new();
    let inside = view! {
        <div class="stack-small">
            <p class="meta">{words::settings::leave_text()}</p>
            <p class="actions">
                {button_with(Weight::Danger, "leave", words::settings::leave(), move || {
                    handle.open();
                })}
            </p>
        </div>
    };
    let title = words::settings::leave_title(&here.community_name());
    view! {
        {part("leaving", words::settings::leaving(), (), inside.into_any())}
        {dialog(handle, title, move || ask(here, handle))}
    }
    .into_any()
}

fn ask(here: Here, own: DialogHandle) -> AnyView {
    let alone = (here.all_members().len() == 1)
        .then(|| view! { <p><strong>{words::settings::leave_alone()}</strong></p> });
    let go = move || {
        own.close();
        here.store.act(Command::of(here.id, MemberAct::Leave), |_| {});
    };
    view! {
        <div class="stack-small">
            {alone}
            <p>{words::settings::leave_at_once()}</p>
            <p>{words::settings::leave_stays()}</p>
            <p>{words::settings::leave_votes()}</p>
            <p>{words::settings::leave_back()}</p>
        </div>
        <div class="actions">
            {button(Weight::Plain, words::settings::stay(), move || own.close())}
            {button(Weight::Danger, words::settings::leave(), go)}
        </div>
    }
    .into_any()
}
