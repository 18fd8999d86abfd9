//! The memory of a trained model: a hash table that is used as it lies in the file.
//!
//! ```text
//! slots   5 bytes each: check (2) and offset (3) · free slots have the offset 0xFFFFFF
//! rows    n (1), then n pairs: class (1), weight (1)
//! ```
//!
//! A key, as a fraction of all keys, gives its first slot, its lower 16 bits are the check; the search goes on to the next
//! slot until a free one. Weights are companded: the byte q stands for q·|q|, so that small weights keep their differences.

use std::collections::BTreeMap;

/// Bytes of a slot.
const SLOT: usize = 5;
/// The offset of a free slot.
const FREE: u32 = 0xFF_FFFF;

/// A table for look-ups, over the bytes of the model's file.
#[derive(Clone, Copy, Debug)]
pub struct Table<'m> {
    slots: &'m [u8],
    rows: &'m [u8],
    count: u32,
}

impl<'m> Table<'m> {
    /// The table of these slots and rows, if they are whole slots and one of them is free.
    pub fn new(slots: &'m [u8], rows: &'m [u8]) -> Option<Table<'m>> {
        let count = u32::try_from(slots.len() / SLOT).ok()?;
        let has_free = slots.chunks_exact(SLOT).any(|slot| offset(slot) == FREE);
        (slots.len().is_multiple_of(SLOT) && has_free).then_some(Table { slots, rows, count })
    }

    /// The first slot of a key, read early so that many look-ups can be under way at once.
    #[inline]
    pub fn first(&self, key: u32) -> (u32, u32) {
        self.slot(place(key, self.count))
    }

    /// The row of a key whose first slot was read: pairs of class and weight.
    #[inline]
    pub fn row(&self, key: u32, first: (u32, u32)) -> &'m [u8] {
        let (mut found, mut offset) = first;
        let mut idx = place(key, self.count);
        while offset != FREE && found != key & 0xFFFF {
            idx = if idx + 1 == self.count { 0 } else { idx + 1 };
            (found, offset) = self.slot(idx);
        }
        if offset == FREE {
            return &[];
        }
        let at = offset as usize;
        let len = self.rows.get(at).map_or(0, |n| usize::from(*n) * 2);
        self.rows.get(at + 1..at + 1 + len).unwrap_or_default()
    }

    /// The row of a key, empty where there is none.
    #[inline]
    pub fn get(&self, key: u32) -> &'m [u8] {
        self.row(key, self.first(key))
    }

    #[inline]
    fn slot(&self, idx: u32) -> (u32, u32) {
        let at = idx as usize * SLOT;
        self.slots.get(at..at + SLOT).map_or((0, FREE), |slot| (check(slot), offset(slot)))
    }
}

/// The first slot of a key among so many.
#[inline]
fn place(key: u32, count: u32) -> u32 {
    ((u64::from(key) * u64::from(count)) >> 32) as u32
}

fn check(slot: &[u8]) -> u32 {
    u32::from(slot[0]) | u32::from(slot[1]) << 8
}

fn offset(slot: &[u8]) -> u32 {
    u32::from(slot[2]) | u32::from(slot[3]) << 8 | u32::from(slot[4]) << 16
}

/// Writes slots and rows for these keys, three slots in four taken. A key that could be taken for another one is left out.
pub fn build(entries: &BTreeMap<u32, Vec<(u8, u8)>>) -> (Vec<u8>, Vec<u8>) {
    let count = entries.len() as u32 / 3 * 4 + 4;
    let mut slots = [0, 0, 0xFF, 0xFF, 0xFF].repeat(count as usize);
    let mut rows = Vec::new();
    for (&key, row) in entries {
        let mut idx = place(key, count);
        let free = loop {
            let slot = &mut slots[idx as usize * SLOT..][..SLOT];
            if offset(slot) == FREE {
                break Some(slot);
            }
            if check(slot) == key & 0xFFFF {
                break None;
            }
            idx = (idx + 1) % count;
        };
        if let Some(slot) = free {
            slot[..2].copy_from_slice(&(key as u16).to_le_bytes());
            slot[2..].copy_from_slice(&(rows.len() as u32).to_le_bytes()[..3]);
            rows.push(row.len() as u8);
            rows.extend(row.iter().flat_map(|&(class, weight)| [class, weight]));
        }
    }
    (slots, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let entries: BTreeMap<u32, Vec<(u8, u8)>> = (0..5_000u32)
            .map(|n| (n.wrapping_mul(2_654_435_761), vec![(n as u8, (n >> 3) as u8); n as usize % 4]))
            .collect();
        let (slots, rows) = build(&entries);
        let table = Table::new(&slots, &rows).unwrap();
        let wrong = entries.iter().filter(|(key, row)| {
            let flat: Vec<u8> = row.iter().flat_map(|&(class, weight)| [class, weight]).collect();
            table.get(**key) != flat
        });
        assert_eq!(wrong.count(), 0);
        assert!(Table::new(&slots[1..], &rows).is_none());
    }
}
