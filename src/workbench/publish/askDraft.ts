import { back, cancelled, type Outcome, type Place } from '../quick/wizard.ts';
import { askDevice, askFormat, askName, askQos, type DraftAnswers, type DraftQuestion, type DraftQuestions } from './draftQuestions.ts';
import { askPayload } from './payloadQuestion.ts';
import { possibleQos } from './publisher.ts';
import { askSending, type Sending } from './sendQuestion.ts';

/**
 * Asks for everything a message needs, and shows it before it is sent. `undefined` when the user left.
 * @throws Refusal for a message that cannot be sent.
 */
export async function askDraft(questions: DraftQuestions): Promise<Sending | undefined> {
  const asked = questionsFor(questions);
  const steps = asked.length + 1;
  let answers: DraftAnswers = { draft: questions.first, isWhole: false };
  for (let at = 0; ;) {
    const place: Place = { title: questions.title, step: at + 1, steps };
    const question = asked[at];
    const outcome: Outcome<DraftAnswers | Sending> =
      question === undefined ? await askSending(place, questions, answers.draft) : await question(place, questions, answers.draft);
    if (outcome === cancelled) return undefined;
    if (outcome === back) at = Math.max(0, at - 1);
    else if ('way' in outcome) return outcome;
    else {
      answers = outcome;
      at = outcome.isWhole ? asked.length : at + 1;
    }
  }
}

/** Only what is not settled already; on Quickstart there is one format, and one quality of service [D-qs]. */
function questionsFor({ publisher, isDeviceGiven }: DraftQuestions): readonly DraftQuestion[] {
  return [
    askName,
    ...(publisher.sender === 'device' || isDeviceGiven ? [] : [askDevice]),
    ...(publisher.isQuickstart ? [] : [askFormat]),
    askPayload,
    ...(possibleQos(publisher).length === 1 ? [] : [askQos]),
  ];
}
