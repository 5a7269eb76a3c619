import { answerCalls } from '../support/program.ts'
answerCalls({})
