/** Two soft notes, the second one higher: Hz, and seconds from the first one. */
const notes = [
  [659, 0],
  [880, 0.12],
] as const
const LOUDNESS = 0.06
const LENGTH_S = 0.3

/**
 * Plays the sound if the browser lets a frame make one, which it mostly does once the person has clicked into the page;
 * otherwise nothing happens.
 */
export function playSound(): void {
  const context = new AudioContext()
  void context.resume().catch(() => undefined)
  for (const [pitch, at] of notes) {
    const tone = new OscillatorNode(context, { frequency: pitch })
    const volume = new GainNode(context, { gain: 0 })
    tone.connect(volume).connect(context.destination)
    const start = context.currentTime + at
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S)
    tone.start(start)
    tone.stop(start + LENGTH_S)
  }
  // Also where it was not allowed to: it would begin in the middle of a later click.
  setTimeout(() => void context.close(), 1000)
}
