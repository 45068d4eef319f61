//! Starting points for a motion: each fills in a text with blanks, the way, the time and the deed
//! that usually fit. What was typed is never lost: blanks go below it.

use leptos::prelude::*;

use crate::message::motion::Method;
use crate::platform::browser;
use crate::reading::blanks;
use crate::ui::feature::decide::put::begun::time_of;
use crate::ui::feature::decide::put::deed::Deed;
use crate::ui::feature::decide::put::fields::Fields;
use crate::ui::feature::decide::put::together;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

/// A starting point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    YesOrNo,
    Options,
    Event,
    Welcome,
    Role,
    Stewards,
    Budget,
    Adopt,
    Rule,
    Goodbye,
}

/// What a starting point fills in, beside words.
struct Filling {
    deed: Deed,
    /// How options are chosen among, where there are any.
    among: Option<Method>,
    /// How long suits, where the rules ask for less.
    days: u32,
}

impl Template {
    /// In the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::YesOrNo,
        Self::Options,
        Self::Event,
        Self::Welcome,
        Self::Role,
        Self::Stewards,
        Self::Budget,
        Self::Adopt,
        Self::Rule,
        Self::Goodbye,
    ];

    fn filling(self) -> Filling {
        let filling = |deed, among, days| Filling { deed, among, days };
        match self {
            Self::YesOrNo => filling(Deed::Statement, None, 3),
            Self::Options => filling(Deed::Statement, Some(Method::Ranking), 7),
            Self::Event => filling(Deed::Statement, Some(Method::TimePoll), 5),
            Self::Welcome => filling(Deed::Admit, None, 7),
            Self::Role => filling(Deed::GiveRole, None, 7),
            // Whom and until when is made ready on the venture's page.
            Self::Stewards => filling(Deed::Statement, None, 7),
            Self::Budget => filling(Deed::Budget, None, 7),
            Self::Adopt => filling(Deed::AdoptPage, None, 7),
            Self::Rule => filling(Deed::SetRules, None, 14),
            Self::Goodbye => filling(Deed::Remove, None, 14),
        }
    }

    /// Its name, a question such as it could be, and a text with blanks.
    pub fn words(self) -> (String, String, String) {
        use crate::ui::words::template::*;
        match self {
            Self::YesOrNo => (yes_or_no(), yes_or_no_question(), yes_or_no_body()),
            Self::Options => (options(), options_question(), options_body()),
            Self::Event => (event(), event_question(), event_body()),
            Self::Welcome => (welcome(), welcome_question(), welcome_body()),
            Self::Role => (role(), role_question(), role_body()),
            Self::Stewards => (stewards(), stewards_question(), stewards_body()),
            Self::Budget => (budget(), budget_question(), budget_body()),
            Self::Adopt => (adopt(), adopt_question(), adopt_body()),
            Self::Rule => (rule(), rule_question(), rule_body()),
            Self::Goodbye => (goodbye(), goodbye_question(), goodbye_body()),
        }
    }

    /// Fills the form.
    fn fill(self, fields: Fields) {
        let Filling { deed, among, days } = self.filling();
        let nobody_waits = untrack(|| fields.here.at_the_door().is_empty());
        // With nobody at the door, those who wait for a vote are the ones to welcome.
        let deed = if deed == Deed::Admit && nobody_waits { Deed::Confirm } else { deed };
        let (_, _, blanks) = self.words();
        put_text(fields, &blanks);
        fields.template.set(Some(self));
        fields.deed.set(deed);
        fields.is_choice.set(among.is_some());
        if let Some(among) = among {
            fields.among.set(among);
        }
        let rule = untrack(|| fields.rule());
        fields.yes_or_no.set(rule.method);
        let (time, unit) = time_of(rule.hours_min.max(days * 24));
        fields.unit.set(unit);
        fields.time.set(time);
    }
}

/// Puts a text below what was typed, in the place of the blanks of another starting point that
/// nobody has begun to fill in.
pub fn put_text(fields: Fields, new: &str) {
    let all = Template::ALL.map(|template| template.words().2);
    fields.text.update(|text| *text = blanks::below(text, &all, new));
}

/// The part of the form.
pub fn templates(fields: Fields) -> AnyView {
    let buttons = Template::ALL.map(|template| {
        let (name, _, _) = template.words();
        let said = words::template::filled(&name);
        let press = move |_| {
            template.fill(fields);
            fields.filled.set(said.clone());
            browser::focus_field(&words::put::question());
        };
        let is_chosen = move || fields.template.get() == Some(template);
        view! {
            <li>
                <button
                    class="button"
                    type="button"
                    aria-pressed=move || if is_chosen() { "true" } else { "false" }
                    on:click=press
                >
                    {name}
                </button>
            </li>
        }
    });
    let elsewhere = move || {
        (fields.template.get() == Some(Template::Stewards)).then(|| {
            let to = fields.here.to(Place::Ventures);
            let go = words::template::stewards_go();
            view! {
                <p class="hint-line">{words::template::stewards_elsewhere()}</p>
                <p class="actions">{link_button(Weight::Plain, None, go, to)}</p>
            }
        })
    };
    let inside = view! {
        <div class="stack-small">
            <p class="hint-line">{words::template::begin_text()}</p>
            <ul class="templates" role="list">{buttons.into_iter().collect_view()}</ul>
            {elsewhere}
            {together::own_page(fields)}
        </div>
    };
    part("begin", words::template::begin_with(), (), inside.into_any())
}
