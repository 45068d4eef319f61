//! The community that is on screen: who its people are, what they are called, and how to get to its
//! places. A small handle that every feature is given.

use std::sync::Arc;

use leptos::prelude::*;

use crate::clock::Date;
use crate::id::{BlobHash, CommunityId, MemberId};
use crate::message::ViewKey;
use crate::message::model::{CommunityCard, Delivery, MemberCard, Membership, Presence, Standing};
use crate::platform::browser;
use crate::ui::format;
use crate::ui::kit::delivery::{DialState, DialTone};
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::face::{self, FaceSize};
use crate::ui::navigation::Navigation;
use crate::ui::route::{Place, Route};
use crate::ui::store::Store;
use crate::ui::store::picture::Picture;
use crate::ui::words;

/// Dialogs that several places open.
#[derive(Clone, Copy, Default)]
pub struct Dialogs {
    pub new_topic: DialogHandle,
    pub new_page: DialogHandle,
    pub profile: DialogHandle,
    pub money: DialogHandle,
    pub add: DialogHandle,
    pub menu: DialogHandle,
    pub find: DialogHandle,
}

/// A community on screen.
#[derive(Clone, Copy)]
pub struct Here {
    pub store: Store,
    pub navigation: Navigation,
    pub id: CommunityId,
    pub card: Memo<Option<CommunityCard>>,
    pub members: RwSignal<Option<Arc<Vec<MemberCard>>>>,
    pub dialogs: Dialogs,
    /// A member once, or never: everything is there to be read, and nothing can be written.
    pub is_former: bool,
}

impl Here {
    /// Watches a community for as long as the calling scope lives.
    pub fn new(store: Store, navigation: Navigation, id: CommunityId) -> Self {
        let home = store.home();
        let card = Memo::new(move |_| {
            home.with(|home| {
                let cards = &home.as_ref()?.communities;
                cards.iter().find(|card| card.id == id).cloned()
            })
        });
        let members = RwSignal::from(store.members(id));
        let is_former = card
            .with_untracked(|card| card.as_ref().is_some_and(|card| is_read_only(&card.standing)));
        Self { store, navigation, id, card, members, dialogs: Dialogs::default(), is_former }
    }

    /// Today, as the reader's calendar has it.
    pub fn today(self) -> Date {
        format::day_of(self.store.now().get_untracked())
    }

    /// The address of a place here.
    pub fn to(self, place: Place) -> String {
        Route::In(self.id, place).to_string()
    }

    /// Goes to a place here.
    pub fn go(self, place: Place) {
        self.navigation.go(&Route::In(self.id, place));
    }

    /// The community's name.
    pub fn community_name(self) -> String {
        self.card.with(|card| card.as_ref().map(|card| card.name.clone()).unwrap_or_default())
    }

    /// How the reader stands here.
    pub fn stands_as(self, standing: &Standing) -> bool {
        let is_so = |card: &CommunityCard| card.standing == *standing;
        self.card.with_untracked(|card| card.as_ref().is_some_and(is_so))
    }

    /// What this device is here as.
    pub fn me(self) -> Option<MemberId> {
        self.card.with(|card| card.as_ref().map(|card| card.me))
    }

    /// Reads a member's card.
    pub fn member<T>(self, id: MemberId, read: impl FnOnce(&MemberCard) -> T) -> Option<T> {
        self.members
            .with(|members| members.as_ref()?.iter().find(|member| member.id == id).map(read))
    }

    /// All members, as they joined.
    pub fn all_members(self) -> Vec<MemberCard> {
        let mut all = self.everybody();
        all.retain(|member| is_in(&member.membership));
        all
    }

    /// Who came by an invitation and is not in yet, or not back, as they came.
    pub fn at_the_door(self) -> Vec<MemberCard> {
        let mut all = self.everybody();
        all.retain(|member| waits(&member.membership));
        all
    }

    /// Who left or was removed, as they joined.
    pub fn former_members(self) -> Vec<MemberCard> {
        let mut all = self.everybody();
        all.retain(|member| is_gone(&member.membership));
        all
    }

    fn everybody(self) -> Vec<MemberCard> {
        self.members.with(|members| members.as_ref().map(|all| all.to_vec()).unwrap_or_default())
    }

    /// A member's name.
    pub fn name(self, id: MemberId) -> String {
        let name = self.member(id, |member| member.name.clone()).unwrap_or_default();
        if name.is_empty() { words::common::somebody() } else { name }
    }

    /// A member's name, with "you" where it is the reader.
    pub fn name_you(self, id: MemberId) -> String {
        let name = self.name(id);
        if self.me() == Some(id) { words::common::name_you(&name) } else { name }
    }

    /// Several names in a sentence.
    pub fn names(self, ids: &[MemberId]) -> String {
        format::list(&ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>())
    }

    /// The others who are here now.
    pub fn online(self) -> Vec<MemberId> {
        self.card.with(|card| card.as_ref().map(|card| card.online.clone()).unwrap_or_default())
    }

    /// Where the reader's clock is: their town, or its zone where that is named after none, such as UTC.
    pub fn own_place(self) -> String {
        let town = self.own_town();
        if town.is_empty() { browser::current_zone() } else { town }
    }

    /// Where the reader is: as they call it, or the town that their zone is named after; or nothing.
    pub fn own_town(self) -> String {
        let zone = browser::current_zone();
        let own = self.me().and_then(|me| {
            self.member(me, |card| (card.zone == zone).then(|| card.place.clone())).flatten()
        });
        // A zone such as UTC is named after no town.
        let town = || zone.rsplit_once('/').map(|(_, town)| town.replace('_', " "));
        own.filter(|place| !place.is_empty()).or_else(town).unwrap_or_default()
    }

    /// The languages that the reader reads; empty where they have said none.
    pub fn my_languages(self) -> Vec<String> {
        let languages = self.me().and_then(|me| self.member(me, |card| card.languages.clone()));
        languages.unwrap_or_default()
    }

    /// A member's face; it follows their picture and name.
    pub fn face(self, size: FaceSize, id: MemberId) -> AnyView {
        let look = self.look(id);
        (move || {
            let (name, portrait) = look.get();
            self.with_picture(portrait, move |picture| face::face(size, name.clone(), picture))
        })
        .into_any()
    }

    /// A member's whole portrait.
    pub fn plate(self, id: MemberId) -> AnyView {
        let look = self.look(id);
        (move || {
            let (name, portrait) = look.get();
            self.with_picture(portrait, move |picture| face::plate(&name, picture))
        })
        .into_any()
    }

    /// A face with the dot of presence.
    pub fn face_with_presence(self, id: MemberId) -> AnyView {
        let is_here = Memo::new(move |_| {
            self.member(id, |member| member.is_me || member.presence == Presence::Here)
                == Some(true)
        });
        view! {
            <span class="face-slot">
                {self.face(FaceSize::Usual, id)} {move || face::presence_dot(is_here.get())}
            </span>
        }
        .into_any()
    }

    /// Small faces side by side.
    pub fn faces(self, size: FaceSize, ids: &[MemberId]) -> AnyView {
        let faces = ids.iter().map(|id| self.face(size, *id)).collect_view();
        view! { <span class="faces">{faces}</span> }.into_any()
    }

    fn look(self, id: MemberId) -> Memo<(String, Option<BlobHash>)> {
        Memo::new(move |_| {
            self.member(id, |member| (member.name.clone(), member.portrait)).unwrap_or_default()
        })
    }

    fn with_picture(
        self,
        portrait: Option<BlobHash>,
        draw: impl Fn(Option<String>) -> AnyView + Send + 'static,
    ) -> AnyView {
        let Some(hash) = portrait else { return draw(None) };
        let picture = self.store.watch::<Picture>(ViewKey::Picture(self.id, hash));
        (move || {
            draw(picture.with(|picture| match picture {
                Some(Picture::Here(url)) => Some(url.as_str().to_owned()),
                Some(Picture::Coming) | None => None,
            }))
        })
        .into_any()
    }

    /// Where something is, as a dial and words (TLK-3).
    pub fn dial_of(self, delivery: &Delivery) -> DialState {
        match delivery {
            Delivery::Saving => {
                DialState { percent: 0, tone: DialTone::Plain, words: words::common::saving() }
            }
            Delivery::ThisDevice => DialState {
                percent: 0,
                tone: DialTone::Doubt,
                words: words::common::on_this_device(),
            },
            Delivery::With { members, others } => {
                let with = u32::try_from(members.len()).unwrap_or(u32::MAX);
                DialState {
                    percent: with.saturating_mul(100) / (*others).max(1),
                    tone: DialTone::Plain,
                    words: self.with_words(members, with, *others),
                }
            }
            Delivery::Everyone => DialState {
                percent: 100,
                tone: DialTone::Full,
                words: words::common::with_everyone(),
            },
        }
    }

    /// Names whichever side is shorter: who has it, or who has not.
    fn with_words(self, members: &[MemberId], with: u32, others: u32) -> String {
        let all = self.all_members();
        let missing: Vec<MemberId> = all
            .iter()
            .filter(|member| !member.is_me && !members.contains(&member.id))
            .map(|member| member.id)
            .collect();
        if !missing.is_empty() && missing.len() < members.len() {
            words::common::with_all_but(with, others, &self.names(&missing))
        } else {
            words::common::with_some(with, others, &self.names(members))
        }
    }

    /// When somebody was last met.
    pub fn presence_words(self, presence: Presence) -> String {
        match presence {
            Presence::Here => words::common::is_here(),
            Presence::Seen(at) => {
                words::common::seen_at(&format::moment(at, self.store.now().get()))
            }
            Presence::NeverSeen => words::common::never_seen(),
        }
    }
}

/// Whether nothing can be done here any more, or ever.
fn is_read_only(standing: &Standing) -> bool {
    match standing {
        Standing::Former
        | Standing::Removed(_)
        | Standing::TakenOff
        | Standing::TwiceSigned
        | Standing::Visitor => true,
        Standing::Member | Standing::Joining(_) | Standing::Refused(_) => false,
    }
}

/// Whether somebody is a member now.
fn is_in(membership: &Membership) -> bool {
    matches!(membership, Membership::Voter | Membership::Voice { .. })
}

/// Whether somebody waits to be let in.
fn waits(membership: &Membership) -> bool {
    matches!(membership, Membership::AtTheDoor { .. } | Membership::ComesBack { .. })
}

/// Whether somebody is a member no longer.
pub fn is_gone(membership: &Membership) -> bool {
    match membership {
        Membership::Voter
        | Membership::Voice { .. }
        | Membership::AtTheDoor { .. }
        | Membership::ComesBack { .. } => false,
        Membership::Left(_) | Membership::Removed { .. } => true,
    }
}
