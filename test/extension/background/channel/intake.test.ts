import { beforeEach, expect, test } from 'vitest'
import { createIntake, type Intake } from '../../../../extension/background/channel/intake.ts'

const KIB = 1024

let now: number
let intake: Intake
beforeEach(() => {
  now = 1_790_000_000_000
  intake = createIntake(() => now)
})
const frame = (size: number): string => 'x'.repeat(size)
const takes = (size: number): boolean => intake.takes(frame(size), true)
/** How many frames of this size are taken at one moment. */
function taken(size: number, most: number): number {
  let count = 0
  while (count < most && takes(size)) count += 1
  return count
}

test('a frame of 512 KiB is taken, and no larger one', () => {
  expect([takes(512 * KIB), takes(512 * KIB + 1)]).toEqual([true, false])
})

test('before the token was taken 64 KiB are, in one frame or in many', () => {
  expect(intake.takes(frame(64 * KIB), false)).toBe(true)
  expect(intake.takes(frame(1), false)).toBe(false)
  expect(createIntake(() => now).takes(frame(64 * KIB + 1), false)).toBe(false)
})

test('what came before the token counts again with the next connection', () => {
  intake.takes(frame(64 * KIB), false)
  takes(1)
  expect(intake.takes(frame(64 * KIB), false)).toBe(true)
})

test('no binary frame is taken; one without data is', () => {
  expect(intake.takes(Buffer.alloc(1), true)).toBe(false)
  expect(intake.takes(new ArrayBuffer(1), true)).toBe(false)
  expect(intake.takes({}, true)).toBe(false)
  expect(intake.takes(undefined, true)).toBe(true)
})

test('32 MiB are taken at once, each frame for 1 KiB more than it has', () => {
  expect(taken(511 * KIB, 1_000)).toBe(64)
})

test('so many empty frames are too much as well', () => {
  expect(taken(0, 100_000)).toBe(32 * KIB)
})

test('32 MiB more are taken in a minute, and not at once after it', () => {
  taken(511 * KIB, 1_000)
  now += 60_000
  expect(taken(511 * KIB, 1_000)).toBeGreaterThanOrEqual(63)
  now += 1_000
  expect(taken(511 * KIB, 1_000)).toBeLessThanOrEqual(2)
})

test('what an honest server sends is never too much: 256 KiB every second, for an hour', () => {
  for (let second = 0; second < 3_600; second += 1) {
    expect(takes(256 * KIB)).toBe(true)
    now += 1_000
  }
})

test('a clock that is set back gives nothing and takes nothing', () => {
  expect(takes(511 * KIB)).toBe(true)
  now -= 3_600_000
  expect(taken(511 * KIB, 1_000)).toBe(63)
})

test('what was refused is forgotten in 2 s, however much it was: an honest server is heard then', () => {
  for (let index = 0; index < 200; index += 1) takes(4 * 1024 * KIB)
  expect(takes(1)).toBe(false)
  now += 2_000
  expect(takes(16 * KIB)).toBe(true)
})
