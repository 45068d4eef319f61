//! Ana has two devices: the purse goes from one to the other and back (PEO-7).

use super::*;
use crate::domain::FactBody;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::id::{ChangeHash, InvitationKey, MemberId};
use crate::message::Letter;
use crate::message::command::{OfferStands, Refusal};
use crate::message::economy::view::{Books, Desk, DeskView, EconomyView};
use crate::message::economy::{EconomyAct, EconomyFault, Purse};
use crate::message::model::{ViewDelta, ViewKey};
use crate::message::motion::MotionFault;

const PHONE: Node = Node(3);
const ALL: [Node; 3] = [BEN, EVE, PHONE];
const LEDGER: DocumentId = DocumentId::Ledger { part: 0 };

impl Scene {
    /// Ana, Ben and Eve; Ana with a phone too, and with books.
    fn with_a_phone(seed: u64) -> Self {
        let mut scene = Self::new(seed, 4, &[BEN, EVE]);
        let stands = OfferStands::AnHour;
        let offer = Command::of(scene.id, MemberAct::OfferDevice { stands });
        let Ok(Outcome::Link(link)) = scene.world.ask(ANA, offer) else { panic!("no link") };
        scene.link = link;
        scene.join(PHONE);
        scene.until(|scene| scene.standing(PHONE) == Some(Standing::Member));
        let open = EconomyAct::OpenBooks { base: "EUR".parse().expect("known") };
        scene.economy(ANA, &open).expect("she founded it");
        scene.settles();
        scene
    }

    fn settles(&mut self) {
        self.until(|scene| scene.is_level(&ALL));
        self.world.run_ms(5_000);
    }

    pub(super) fn economy(&mut self, node: Node, act: &EconomyAct) -> Result<Outcome, Refusal> {
        let act = MemberAct::Economy(Letter::new(act));
        self.world.ask(node, Command::of(self.id, act))
    }

    fn gives(&mut self, node: Node, units: i64) -> Result<Outcome, Refusal> {
        let to = self.of(BEN, |community, _| community.me());
        self.economy(
            node,
            &EconomyAct::PayCredit {
                to,
                money: credits(units),
                what: "Bread".to_owned(),
                date: "2026-03-02".parse().expect("a day"),
            },
        )
    }

    fn hands_on(&mut self, node: Node, device: DeviceKey) -> Result<Outcome, Refusal> {
        self.world.ask(node, Command::of(self.id, MemberAct::HandOnPurse { device }))
    }

    fn purse_at(&mut self, node: Node) -> Option<DeviceKey> {
        let ana = self.ana();
        self.of(node, |community, _| community.authority().purse_of(&ana))
    }

    fn ana(&mut self) -> MemberId {
        self.of(ANA, |community, _| community.me())
    }

    pub(super) fn books_at(&mut self, node: Node) -> Books {
        let key = ViewKey::Economy(self.id, Desk::Books { rows: 100 });
        for _ in 0..100 {
            let shown = self.world.view(node, key.clone()).pop();
            if let Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) = shown {
                let EconomyView::Books(books) = view.open().expect("a view") else {
                    panic!("other books")
                };
                return *books;
            }
            self.world.run_ms(100);
        }
        panic!("no books");
    }

    /// Whom the books name, for what; the same at all.
    fn money_faults(&mut self) -> Vec<String> {
        let all = [ANA, BEN, EVE, PHONE].map(|node| {
            let faults = self.books_at(node).faults;
            faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
        });
        assert!(all.iter().all(|one| *one == all[0]), "{all:?}");
        all[0].clone()
    }

    fn charter_heads(&mut self, node: Node) -> Vec<ChangeHash> {
        self.of(node, |community, _| community.heads_of(&DocumentId::Charter))
    }

    /// A node writes this into the charter, whatever its program would say.
    fn declares(&mut self, node: Node, id: u8, body: FactBody) {
        self.of(node, |community, core| {
            let at = community.claim(core.now, &DocumentId::Charter);
            let fact = Fact { at, body };
            community.write_fact(core, DocumentId::Charter, CommandId([id; 16]), &fact);
        });
        self.world.input(node, Input::Woken);
        self.settles();
    }

    /// A node writes this into the ledger on a charter as it was.
    fn books_on(&mut self, node: Node, id: u8, charter: &[ChangeHash], body: EntryBody) {
        self.books_alone(node, id, charter, body);
        self.settles();
    }

    /// The same, of somebody who may be away.
    fn books_alone(&mut self, node: Node, id: u8, charter: &[ChangeHash], body: EntryBody) {
        let at = self.now();
        let json = Entry { at, charter: charter.to_vec(), body }.to_json();
        self.of(node, |community, core| {
            let open = community.open_mut(&LEDGER).expect("it wrote there");
            let written = open.replica.put_fact(CommandId([id; 16]), &json, at);
            let written = written.expect("short").expect("new");
            community.written(core, LEDGER, written);
        });
        self.world.input(node, Input::Woken);
        self.world.run_ms(1_000);
    }
}

fn credits(units: i64) -> crate::money::Money {
    crate::money::Money { commodity: crate::money::Commodity::credit(), units }
}

fn refused(fault: EconomyFault) -> Result<Outcome, Refusal> {
    Err(Refusal::Economy { fault: Letter::new(&fault) })
}

#[test]
fn peo_7_the_purse_is_handed_on_between_two_devices_and_back() {
    let mut scene = Scene::with_a_phone(91);
    let (laptop, phone) = (scene.device(ANA), scene.device(PHONE));
    assert_eq!(scene.gives(PHONE, 100), refused(EconomyFault::NotThePurse));
    assert_eq!(scene.gives(ANA, 100), Ok(Outcome::Nothing));
    scene.settles();
    assert_eq!(scene.hands_on(ANA, phone), Ok(Outcome::Nothing));
    assert_eq!(scene.gives(ANA, 100), refused(EconomyFault::NotThePurse));
    scene.settles();
    for node in [ANA, BEN, EVE, PHONE] {
        assert_eq!(scene.purse_at(node), Some(phone));
    }
    assert_eq!(scene.gives(PHONE, 200), Ok(Outcome::Nothing));
    // It is stored, and so is who holds it.
    scene.world.crash(PHONE);
    scene.world.start(PHONE);
    scene.settles();
    assert_eq!(scene.gives(PHONE, 50), Ok(Outcome::Nothing));
    scene.settles();
    assert_eq!(scene.hands_on(PHONE, laptop), Ok(Outcome::Nothing));
    scene.settles();
    assert_eq!(scene.gives(PHONE, 100), refused(EconomyFault::NotThePurse));
    assert_eq!(scene.gives(ANA, 100), Ok(Outcome::Nothing));
    scene.settles();
    assert_eq!(scene.money_faults(), Vec::<String>::new());
    let (ana, books) = (scene.ana(), scene.books_at(EVE));
    let had = books.credit.iter().find(|(member, _)| *member == ana);
    assert_eq!(had.map(|(_, money)| money.units), Some(-450));
}

#[test]
fn peo_7_the_purse_goes_to_no_device_of_others_to_no_sheet_and_to_none_that_is_off() {
    let mut scene = Scene::with_a_phone(92);
    let (laptop, phone, ben) = (scene.device(ANA), scene.device(PHONE), scene.device(BEN));
    let fault = |fault| Err(Refusal::Motion { fault });
    let stands = OfferStands::ForRecovery;
    let offer = Command::of(scene.id, MemberAct::OfferDevice { stands });
    scene.world.ask(ANA, offer).expect("a sheet");
    let sheet = scene.of(ANA, |community, _| {
        let offers = &community.authority().offers;
        let sheet = offers.iter().find(|(_, offer)| offer.expires.is_none());
        sheet.map(|(key, _)| *key).expect("it was made")
    });
    let InvitationKey(sheet) = sheet;
    for to in [ben, DeviceKey(sheet), laptop, DeviceKey([9; 32])] {
        assert_eq!(scene.hands_on(ANA, to), fault(MotionFault::NotOwnDevice));
    }
    assert_eq!(scene.hands_on(PHONE, laptop), fault(MotionFault::NotThePurse));
    // Whose program does it all the same does nothing by it, and is named.
    scene.declares(PHONE, 71, FactBody::PurseHandedOn { to: laptop, ledger: Vec::new() });
    scene.declares(ANA, 72, FactBody::PurseHandedOn { to: ben, ledger: Vec::new() });
    for node in [ANA, BEN, EVE, PHONE] {
        assert_eq!(scene.purse_at(node), Some(laptop));
        let codes = scene.of(node, |community, _| {
            let faults = &community.authority().faults;
            faults.iter().map(|fault| (fault.rule, fault.code)).collect::<Vec<_>>()
        });
        assert_eq!(codes, [("PEO-7", "not-the-purse"), ("PEO-7", "purse-not-to-own-device")]);
    }
    let revoke = Command::of(scene.id, MemberAct::RevokeDevice { device: phone });
    scene.world.ask(ANA, revoke).expect("her own");
    assert_eq!(scene.hands_on(ANA, phone), fault(MotionFault::NotOwnDevice));
}

#[test]
fn peo_7_what_an_old_purse_gives_on_an_older_charter_is_named_and_stands_for_the_payee() {
    let mut scene = Scene::with_a_phone(93);
    let (phone, before) = (scene.device(PHONE), scene.charter_heads(ANA));
    assert_eq!(scene.hands_on(ANA, phone), Ok(Outcome::Nothing));
    scene.settles();
    let to = scene.of(BEN, |community, _| community.me());
    let (money, what) = (credits(300), "Bread".to_owned());
    let date = "2026-03-02".parse().expect("a day");
    scene.books_on(ANA, 73, &before, EntryBody::CreditPaid { to, money, what, date });
    assert_eq!(scene.money_faults(), ["purse-handed-on"]);
    let books = scene.books_at(EVE);
    let had = books.credit.iter().find(|(member, _)| *member == to);
    assert_eq!(had.map(|(_, money)| money.units), Some(300));
}

#[test]
fn peo_7_the_next_device_waits_for_what_it_was_handed() {
    let mut scene = Scene::with_a_phone(94);
    let (laptop, phone) = (scene.device(ANA), scene.device(PHONE));
    // It names what nobody has.
    let ledger = vec![(0, vec![ChangeHash([7; 32])])];
    scene.declares(ANA, 74, FactBody::PurseHandedOn { to: phone, ledger });
    assert_eq!(scene.purse_at(PHONE), Some(phone));
    assert_eq!(scene.gives(PHONE, 100), refused(EconomyFault::PurseBehind));
    let on = scene.charter_heads(PHONE);
    let to = scene.of(BEN, |community, _| community.me());
    let (money, what) = (credits(300), "Bread".to_owned());
    let date = "2026-03-02".parse().expect("a day");
    let opened = scene.books_at(PHONE);
    assert_eq!(opened.credit_purse, Purse::Behind);
    let paid = EntryBody::CreditPaid { to, money, what, date };
    scene.of(PHONE, |community, core| {
        community.with_open(core, LEDGER, crate::engine::pending::Task::Attend)
    });
    scene.world.run_ms(1_000);
    scene.books_on(PHONE, 75, &on, paid);
    assert_eq!(scene.money_faults(), ["purse-behind"]);
    // Once the laptop is taken off it is as after any loss: nobody waits for what nobody has seen.
    let revoke = Command::of(scene.id, MemberAct::RevokeDevice { device: laptop });
    scene.world.ask(PHONE, revoke).expect("her own");
    assert_eq!(scene.gives(PHONE, 100), Ok(Outcome::Nothing));
}

#[test]
fn peo_7_what_the_next_device_signs_without_what_it_was_handed_is_a_fault() {
    let mut scene = Scene::with_a_phone(95);
    let phone = scene.device(PHONE);
    assert_eq!(scene.books_at(PHONE).credit_purse, Purse::Elsewhere);
    scene.world.unplug(PHONE);
    assert_eq!(scene.gives(ANA, 300), Ok(Outcome::Nothing));
    assert_eq!(scene.hands_on(ANA, phone), Ok(Outcome::Nothing));
    scene.until(|scene| scene.is_level(&[ANA, BEN, EVE]));
    // It knows by other ways that the purse is its own, and writes upon the books of before.
    let on = scene.charter_heads(BEN);
    let to = scene.of(EVE, |community, _| community.me());
    let (money, what) = (credits(200), "Bread".to_owned());
    let date = "2026-03-02".parse().expect("a day");
    scene.of(PHONE, |community, core| {
        community.with_open(core, LEDGER, crate::engine::pending::Task::Attend)
    });
    scene.world.run_ms(1_000);
    scene.books_alone(PHONE, 76, &on, EntryBody::CreditPaid { to, money, what, date });
    scene.world.plug(PHONE);
    scene.settles();
    assert_eq!(scene.money_faults(), ["purse-behind"]);
    assert_eq!(scene.books_at(PHONE).credit_purse, Purse::Here);
}
