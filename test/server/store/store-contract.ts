import { useContractStore, type ContractLocation } from './contract-store.ts'
import { aboutContract, longPagesContract, pinsContract } from './about-contract.ts'
import { appendContract, durabilityContract, membershipContract, rangeContract } from './log-contract.ts'
import {
  claimContract,
  priorityContract,
  roomSettingsContract,
  settingsContract,
} from './settings-contract.ts'
import { timeContract } from './time-contract.ts'

/** What every store must do, of whatever kind it is. */
export function storeContract(newLocation: () => ContractLocation): void {
  const at = useContractStore(newLocation)
  appendContract(at)
  rangeContract(at)
  aboutContract(at)
  pinsContract(at)
  longPagesContract(at)
  membershipContract(at)
  priorityContract(at)
  claimContract(at)
  settingsContract(at)
  roomSettingsContract(at)
  timeContract(at)
  durabilityContract(at)
}
