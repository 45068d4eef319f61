//! What others signed that breaks a rule; nothing where there is nothing.

use std::sync::Arc;

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::model::FaultCard;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the screen.
pub fn faults(here: Here) -> AnyView {
    let faults = here.store.watch::<Arc<Vec<FaultCard>>>(ViewKey::Faults(here.id));
    (move || {
        let faults = faults.get().unwrap_or_default();
        (!faults.is_empty()).then(|| {
            let row = |fault: &FaultCard| {
                let name = match fault.by {
                    Some(by) => here.name(by),
                    None => words::common::somebody(),
                };
                let when = format::moment(fault.at, here.store.now().get());
                view! {
                    <li>
                        <span>{words::sync::fault_row(&fault.rule, &fault.code, &name)}</span>
                        <span class="meta">{when}</span>
                    </li>
                }
            };
            let rows = faults.iter().map(row).collect_view();
            let inside = view! { <ul class="rows relays" role="list">{rows}</ul> };
            part("faults", words::sync::broken_rules(), (), inside.into_any())
        })
    })
    .into_any()
}
