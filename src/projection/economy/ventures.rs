//! Ventures, and how what they make is made: by whom, where, how much (ECO-7).

use super::Scene;
use crate::domain::economy::books::{Stewards, Venture, VentureNeed, WorkNow};
use crate::id::{CommandId, MemberId};
use crate::message::economy::view::{Link, NeedView, StewardsView, VentureCard, VentureView};
use crate::ordered::Map;

/// What one person did for a venture.
#[derive(Default)]
pub(super) struct Part {
    pub minutes: u64,
    pub what: Vec<String>,
    place: String,
    zone: String,
}

/// So many of a thousand, rounded half up.
pub(super) fn share(minutes: u64, all: u64) -> u32 {
    if all == 0 {
        return 0;
    }
    u32::try_from((minutes * 2_000 + all) / (all * 2)).unwrap_or(u32::MAX)
}

impl Scene<'_> {
    pub(super) fn parts(&self, venture: &CommandId) -> Map<MemberId, Part> {
        let mut parts: Map<MemberId, Part> = Map::new();
        let is_of = |work: &&WorkNow| work.work.venture == Some(*venture);
        let mut all: Vec<&WorkNow> = self.books.work.values().filter(is_of).collect();
        all.sort_by_key(|work| (work.work.date, work.id));
        for work in all {
            let part = parts.entry(work.by).or_default();
            part.minutes += u64::from(work.work.minutes);
            if !part.what.contains(&work.work.what) {
                part.what.push(work.work.what.clone());
            }
            if !work.work.place.is_empty() {
                part.place.clone_from(&work.work.place);
            }
            if !work.work.zone.is_empty() {
                part.zone.clone_from(&work.work.zone);
            }
        }
        parts
    }

    fn card(&self, venture: &Venture) -> VentureCard {
        let orders = self.books.orders.values().filter(|one| one.order.venture == venture.id);
        let open = venture.needs.values().filter(|need| need.met.is_none());
        VentureCard {
            id: venture.id,
            name: venture.name.clone(),
            purpose: venture.purpose.clone(),
            founder: venture.founder,
            stewards: venture.elected(self.today).map(|one| self.stewards(one)),
            minutes: self.parts(&venture.id).values().map(|part| part.minutes).sum(),
            offers: u32::try_from(venture.offers.len()).unwrap_or(u32::MAX),
            orders: u32::try_from(orders.count()).unwrap_or(u32::MAX),
            needs: u32::try_from(open.count()).unwrap_or(u32::MAX),
        }
    }

    fn is_here(&self, member: &MemberId) -> bool {
        self.members.get(member).is_some_and(Option::is_none)
    }

    fn stewards(&self, elected: &Stewards) -> StewardsView {
        let here = elected.members.iter().filter(|one| self.is_here(one));
        StewardsView {
            motion: elected.motion,
            members: here.copied().collect(),
            from: elected.from,
            until: elected.until,
        }
    }

    /// Ventures that a member was elected to run, while their term lasts.
    pub(super) fn runs(&self, member: &MemberId) -> Vec<(CommandId, String, StewardsView)> {
        let ventures = self.books.ventures.values();
        let mut runs: Vec<(CommandId, String, StewardsView)> = ventures
            .filter_map(|venture| {
                let office = self.stewards(venture.in_office(self.today)?);
                let is_one = office.members.contains(member);
                is_one.then(|| (venture.id, venture.name.clone(), office))
            })
            .collect();
        runs.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
        runs
    }

    pub(super) fn venture_cards(&self) -> Vec<VentureCard> {
        let mut cards: Vec<VentureCard> =
            self.books.ventures.values().map(|venture| self.card(venture)).collect();
        cards.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        cards
    }

    pub(super) fn venture(&self, id: &CommandId) -> Option<VentureView> {
        let venture = self.books.ventures.get(id)?;
        let parts = self.parts(id);
        let all: u64 = parts.values().map(|part| part.minutes).sum();
        let mut chain: Vec<Link> = Vec::new();
        let mut continents: Map<String, u64> = Map::new();
        for (member, part) in parts {
            let about = (self.about)(&member);
            let place = if part.place.is_empty() { about.place } else { part.place };
            let zone = if part.zone.is_empty() { about.zone } else { part.zone };
            let continent = zone.split_once('/').map_or("", |(first, _)| first).to_owned();
            *continents.entry(continent.clone()).or_default() += part.minutes;
            let (minutes, what) = (part.minutes, part.what);
            let share = share(minutes, all);
            chain.push(Link { member, place, continent, minutes, share, what });
        }
        let weight = |link: &Link| continents.get(&link.continent).copied().unwrap_or_default();
        chain.sort_by(|one, other| {
            let key = |link: &Link| std::cmp::Reverse(weight(link));
            let within = |link: &Link| (std::cmp::Reverse(link.minutes), link.member);
            (key(one), &one.continent, within(one)).cmp(&(
                key(other),
                &other.continent,
                within(other),
            ))
        });
        Some(VentureView {
            card: self.card(venture),
            chain,
            members: venture.members.iter().filter(|one| self.is_here(one)).copied().collect(),
            needs: needs(venture),
            offers: venture.offers.iter().map(|(id, offer)| (*id, offer.clone())).collect(),
            orders: self.orders_of(id),
            terms: venture.terms.clone(),
            next_number: self.next_number(id),
            last_tax: self.last_tax(id),
            cites: venture.cites.iter().map(|(page, date)| (*page, *date)).collect(),
        })
    }
}

/// Open ones first, then the newest that was met.
fn needs(venture: &Venture) -> Vec<NeedView> {
    let view = |(id, need): (&CommandId, &VentureNeed)| NeedView {
        id: *id,
        by: need.by,
        what: need.what.clone(),
        met: need.met.clone(),
    };
    let mut needs: Vec<NeedView> = venture.needs.iter().map(view).collect();
    needs.sort_by_key(|need| {
        let met = need.met.as_ref().map(|(date, ..)| std::cmp::Reverse(*date));
        (met, need.id)
    });
    needs
}
