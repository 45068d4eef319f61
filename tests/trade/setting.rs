//! Two communities of two members each in one world, and what is asked of their engines.

use phyle::clock::{DAY_MS, Date};
use phyle::id::{CommandId, CommunityId, MemberId, MotionId};
use phyle::message::Letter;
use phyle::message::command::{Command, MemberAct, MotionAct, Outcome, Refusal, Writing};
use phyle::message::economy::trade::{Introduction, TradeAct, TradeLetter, TradeTerms};
use phyle::message::economy::view::{Books, Desk, DeskView, EconomyView, ExportForm, TradeView};
use phyle::message::economy::{EconomyAct, EconomyFault, MoneyEffect};
use phyle::message::model::{MotionState, ViewDelta, ViewKey};
use phyle::message::motion::{Choice, Method, MotionDraft, MotionEffect, Ratio};
use phyle::money::Money;
use phyle::sim::relay::Node;
use phyle::sim::world::{World, WorldConfig};

pub const LIMIT: i64 = 10_000;

/// One of the two: its trader is on its first node.
#[derive(Clone, Copy)]
pub struct Side {
    pub community: CommunityId,
    pub nodes: [Node; 2],
}

pub struct Run {
    pub world: World,
    pub sides: [Side; 2],
}

pub fn euro(units: i64) -> Money {
    Money { commodity: "EUR".parse().expect("known"), units }
}

pub fn day() -> Date {
    "2026-03-10".parse().expect("a day")
}

impl Run {
    pub fn begin(seed: u64) -> Self {
        let mut world = World::new(seed, 4, WorldConfig::default());
        world.run_ms(100);
        let names = ["Four Shores", "Three Rivers"];
        let sides = [0, 1].map(|number| found(&mut world, names[number], number * 2));
        let mut run = Self { world, sides };
        for side in sides {
            run.confirm(side);
            let base = "EUR".parse().expect("known");
            run.act(side.community, side.nodes[0], EconomyAct::OpenBooks { base })
                .expect("the founder opens the books");
        }
        let introductions = sides.map(|side| run.introduction(side));
        for (number, side) in sides.into_iter().enumerate() {
            run.agree(side, introductions[1 - number].clone());
        }
        run
    }

    pub fn member(&self, side: Side, node: Node) -> MemberId {
        self.world.card(node, side.community).expect("it is there").me
    }

    pub fn wait_same(&mut self, side: Side) {
        self.world.until_same(&side.nodes, side.community);
    }

    pub fn confirm(&mut self, side: Side) {
        self.wait_same(side);
        let member = self.member(side, side.nodes[1]);
        let confirm = Command::of(side.community, MemberAct::ConfirmMember { member });
        self.world.ask(side.nodes[0], confirm).ok();
        self.wait_same(side);
    }

    pub fn introduction(&mut self, side: Side) -> Introduction {
        let text = self.trade(side.community, side.nodes[0]).introduction.expect("a purse");
        let Ok(TradeLetter::Introduction(introduction)) = text.parse() else {
            panic!("no introduction: {text}")
        };
        introduction
    }

    /// Both members decide to trade with the other community.
    pub fn agree(&mut self, side: Side, partner: Introduction) {
        let trader = self.member(side, side.nodes[0]);
        let terms = TradeTerms { partner, trader, limit: euro(LIMIT) };
        let effect = MoneyEffect::AgreeTrade(Box::new(terms)).to_text();
        let draft = MotionDraft {
            title: "Trade with our friends".to_owned(),
            text: String::new(),
            method: Method::TwoThirds,
            options: Vec::new(),
            effect: MotionEffect::Money { effect },
            quorum: Ratio { part: 1, whole: 1 },
            hours: 72,
            review: None,
            looks_again: None,
            page: None,
        };
        let open = Writing::OpenMotion { draft: Box::new(draft) };
        let opened = self.world.ask(side.nodes[0], Command::write(side.community, open));
        let Ok(Outcome::Motion(motion)) = opened else { panic!("no motion: {opened:?}") };
        self.wait_same(side);
        for node in side.nodes {
            let act = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
            let vote = Command::write(side.community, Writing::Motion { motion, act });
            self.world.ask(node, vote).expect("a ballot");
        }
        for _ in 0..6 {
            self.world.sleep_ms(DAY_MS);
            self.world.run_ms(120_000);
        }
        self.wait_same(side);
        assert_eq!(self.state_of(side, motion), MotionState::Final { passed: true });
    }

    pub fn state_of(&mut self, side: Side, motion: MotionId) -> MotionState {
        let key = ViewKey::Motion(side.community, motion);
        let delta = self.world.view(side.nodes[0], key).pop();
        let Some(ViewDelta::Motion { view: Some(view), .. }) = delta else { panic!("no motion") };
        view.open().expect("a view").card.state
    }

    pub fn act(
        &mut self,
        community: CommunityId,
        node: Node,
        act: EconomyAct,
    ) -> Result<CommandId, EconomyFault> {
        let act = MemberAct::Economy(Letter::new(&act));
        let (answer, id) = self.world.ask_as(node, Command::of(community, act));
        match answer {
            Ok(_) => Ok(id),
            Err(Refusal::Economy { fault }) => Err(fault.open().expect("a fault")),
            Err(other) => panic!("refused: {other}"),
        }
    }

    pub fn act_trade(&mut self, side: Side, act: TradeAct) -> Result<CommandId, EconomyFault> {
        self.act(side.community, side.nodes[0], EconomyAct::Trade(act))
    }

    pub fn desk(&mut self, community: CommunityId, node: Node, desk: Desk) -> EconomyView {
        match self.world.view(node, ViewKey::Economy(community, desk)).pop() {
            Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) => {
                view.open().expect("a view")
            }
            other => panic!("no desk: {other:?}"),
        }
    }

    pub fn trade(&mut self, community: CommunityId, node: Node) -> TradeView {
        let view = self.desk(community, node, Desk::Trade);
        let EconomyView::Trade(trade) = view else { panic!("no trade: {view:?}") };
        trade
    }

    pub fn books(&mut self, community: CommunityId, node: Node) -> Books {
        let view = self.desk(community, node, Desk::Books { rows: 500 });
        let EconomyView::Books(books) = view else { panic!("no books: {view:?}") };
        *books
    }

    pub fn export(&mut self, side: Side, form: ExportForm) -> String {
        let view = self.desk(side.community, side.nodes[0], Desk::Export(form));
        let EconomyView::Export(text) = view else { panic!("no file: {view:?}") };
        text
    }

    /// What the trader is to hand over of one entry.
    pub fn letter(&mut self, side: Side, id: CommandId) -> String {
        let trade = self.trade(side.community, side.nodes[0]);
        let one = trade.transfers.into_iter().find(|one| one.id == id).expect("it is there");
        one.letter.expect("it is to be handed over")
    }

    /// The mirror account of a side, the same for both its members.
    pub fn balance(&mut self, side: Side) -> i64 {
        let [one, other] = side.nodes.map(|node| self.books(side.community, node));
        assert_eq!(one.faults, Vec::new());
        assert_eq!((&one.rows, &one.whose), (&other.rows, &other.whose));
        let [one, other] = side.nodes.map(|node| self.trade(side.community, node));
        assert_eq!((&one.agreements, &one.transfers), (&other.agreements, &other.transfers));
        let [agreement] = one.agreements.as_slice() else { panic!("one agreement") };
        assert!(agreement.balance.units.abs() <= LIMIT);
        agreement.balance.units
    }
}

fn found(world: &mut World, name: &str, first: usize) -> Side {
    let nodes = [Node(first), Node(first + 1)];
    let community = world.found_together(name, &nodes);
    Side { community, nodes }
}
