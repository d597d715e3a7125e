/**
 * What a call answers, or `otherwise` when it rejects or takes longer than `ms`. A call into a tab may never settle:
 * `executeScript` on a `view-source:` tab was measured to hang for ever.
 */
export async function withTimeLimit<T>(call: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms)
  })
  try {
    return await Promise.race([call.catch(() => otherwise), late])
  } finally {
    clearTimeout(timer)
  }
}
