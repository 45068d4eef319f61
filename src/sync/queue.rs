//! What waits for one peer: frames in, frames that may be sent now out. It knows lengths only.
//! Prompt frames go first, and never more than 1 MiB is on the way without the peer having
//! confirmed it.

use std::collections::VecDeque;

use crate::limits::{FRAME_BYTES_MAX, PEER_QUEUE_BYTES_MAX, UNCONFIRMED_BYTES_MAX};
use crate::sync::frame::{Frame, Priority};

/// After this many bytes a ping goes along, so that its pong confirms them.
const MARK_EVERY_BYTES: usize = UNCONFIRMED_BYTES_MAX / 4;

/// The peer takes less than we were asked to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the peer is too slow")]
pub struct TooSlow;

/// How full the channel says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Channel {
    #[default]
    Free,
    Full,
}

/// Frames that wait for one peer.
#[derive(Debug, Default)]
pub struct SendQueue {
    prompt: VecDeque<Vec<u8>>,
    bulk: VecDeque<Vec<u8>>,
    waiting_bytes: usize,
    channel: Channel,
    /// Bytes sent since the last ping.
    unmarked_bytes: usize,
    /// Pings on the way, with the bytes that each one confirms.
    marks: VecDeque<(u32, usize)>,
    next_ping: u32,
}

impl SendQueue {
    /// Adds the frames of one message.
    pub fn push(&mut self, priority: Priority, frames: Vec<Vec<u8>>) -> Result<(), TooSlow> {
        self.waiting_bytes += frames.iter().map(Vec::len).sum::<usize>();
        if self.waiting_bytes > PEER_QUEUE_BYTES_MAX {
            return Err(TooSlow);
        }
        match priority {
            Priority::Prompt => self.prompt.extend(frames),
            Priority::Bulk => self.bulk.extend(frames),
        }
        Ok(())
    }

    /// The next frame that may be sent now.
    pub fn pop(&mut self) -> Option<Vec<u8>> {
        if self.channel == Channel::Full
            || self.on_the_way_bytes() + FRAME_BYTES_MAX > UNCONFIRMED_BYTES_MAX
        {
            return None;
        }
        if self.unmarked_bytes >= MARK_EVERY_BYTES {
            return Some(self.ping());
        }
        let frame = self.prompt.pop_front().or_else(|| self.bulk.pop_front())?;
        self.waiting_bytes -= frame.len();
        self.unmarked_bytes += frame.len();
        Some(frame)
    }

    /// A ping to send at once; its pong confirms all sent before it.
    pub fn ping(&mut self) -> Vec<u8> {
        self.next_ping = self.next_ping.wrapping_add(1);
        self.marks.push_back((self.next_ping, std::mem::take(&mut self.unmarked_bytes)));
        Frame::Ping(self.next_ping).encode()
    }

    /// The peer has answered a ping.
    pub fn pong(&mut self, number: u32) {
        if let Some(at) = self.marks.iter().position(|(ping, _)| *ping == number) {
            self.marks.drain(..=at);
        }
    }

    /// The channel passed its high mark.
    pub fn full(&mut self) {
        self.channel = Channel::Full;
    }

    /// The channel fell to its low mark.
    pub fn free(&mut self) {
        self.channel = Channel::Free;
    }

    /// Bytes that wait here or are not confirmed.
    pub fn pending_bytes(&self) -> usize {
        self.waiting_bytes + self.on_the_way_bytes()
    }

    fn on_the_way_bytes(&self) -> usize {
        self.unmarked_bytes + self.marks.iter().map(|(_, bytes)| bytes).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(queue: &mut SendQueue) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn prompt_frames_overtake_bulk() {
        let mut queue = SendQueue::default();
        queue.push(Priority::Bulk, vec![vec![1], vec![2]]).expect("room");
        queue.push(Priority::Prompt, vec![vec![3]]).expect("room");
        assert_eq!(drain(&mut queue), [[3], [1], [2]]);
    }

    #[test]
    fn no_more_than_a_window_is_on_the_way() {
        let mut queue = SendQueue::default();
        let frames = vec![vec![0; FRAME_BYTES_MAX]; 40];
        queue.push(Priority::Bulk, frames).expect("room");
        let (mut sent, mut rounds) = (0, 0);
        while sent < 40 {
            let mut pings = Vec::new();
            let mut bytes = 0;
            for frame in drain(&mut queue) {
                match Frame::decode(&frame) {
                    Ok(Frame::Ping(number)) => pings.push(number),
                    Ok(_) | Err(_) => {
                        sent += 1;
                        bytes += frame.len();
                    }
                }
            }
            assert!(bytes <= UNCONFIRMED_BYTES_MAX && bytes > 0, "{bytes}");
            pings.into_iter().for_each(|number| queue.pong(number));
            rounds += 1;
        }
        assert!(rounds > 2);
    }

    #[test]
    fn a_full_channel_holds_everything_back() {
        let mut queue = SendQueue::default();
        queue.full();
        queue.push(Priority::Prompt, vec![vec![1]]).expect("room");
        assert_eq!(queue.pop(), None);
        queue.free();
        assert_eq!(queue.pop(), Some(vec![1]));
    }

    #[test]
    fn a_queue_is_bounded() {
        let mut queue = SendQueue::default();
        let frames = vec![vec![0; FRAME_BYTES_MAX]; PEER_QUEUE_BYTES_MAX / FRAME_BYTES_MAX];
        queue.push(Priority::Bulk, frames).expect("just room");
        assert_eq!(queue.push(Priority::Bulk, vec![vec![0]]), Err(TooSlow));
    }
}
