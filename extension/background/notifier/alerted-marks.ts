/** Outlives the worker, so that no entry is alerted twice. Within one log seqs only grow, so one mark a log is enough. */
export interface AlertedMarks {
  /** 0: none of this log. */
  upTo(logId: string): Promise<number>
  /** It never goes back. Answers what it was before, in one step: of two backgrounds one alone is told of the same entry. */
  raise(logId: string, seq: number): Promise<number>
}
