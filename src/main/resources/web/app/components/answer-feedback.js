import {LitElement, css, html} from 'lit';
import {apiOf} from '../answers-api.js';
import {text} from '../texts.js';
import {define, shared} from './shared-styles.js';

const REASONS = {wrong: 'reasonWrong', off_topic: 'reasonOffTopic', incomplete: 'reasonIncomplete', outdated: 'reasonOutdated', other: 'reasonOther'};

/** Asks whether an answer helped, and if not, why. */
export class AnswerFeedback extends LitElement {
  static properties = {
    answerId: {},
    step: {state: true},
    problem: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; color: var(--quiet); font: .875rem/1.5 var(--sans); }
    .asked { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: center; margin: 0; }
    fieldset { margin: .5rem 0 0; padding: 1rem; border: 1px solid var(--line); border-radius: .375rem; color: var(--ink); }
    legend { padding: 0 .35rem; font-weight: 600; }
    .reason { display: flex; gap: .5rem; align-items: center; min-height: 1.9rem; }
    input { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); }
    .comment { display: block; margin: .6rem 0 .25rem; }
    .row { display: flex; gap: .75rem; margin-top: .75rem; }
  `];

  render() {
    switch (this.step) {
      case 'thanks':
        return html`<p class="asked" role="status">${text('thanks')}</p>`;
      case 'why':
        return html`<form @submit=${this.#send}>
          <fieldset><legend>${text('whatWrong')}</legend>
            ${Object.entries(REASONS).map(([reason, key], i) => html`<label class="reason"><input type="radio" name="reason" value=${reason} ?checked=${i === 0}>${text(key)}</label>`)}
            <label class="comment" for="comment">${text('comment')}</label><textarea id="comment" name="comment" rows="2" maxlength="2000"></textarea>
            <div class="row"><button class="primary">${text('send')}</button><button class="secondary" type="button" @click=${() => { this.step = undefined; }}>${text('cancel')}</button></div>
            ${this.problem ? html`<p class="note" role="alert" lang="en">${this.problem}</p>` : ''}
          </fieldset></form>`;
      default:
        return html`<p class="asked"><span>${text('helpful')}</span>
          <button class="link" type="button" @click=${() => this.#keep({helpful: true})}>${text('yes')}</button>
          <button class="link" type="button" @click=${this.#askWhy}>${text('no')}</button>${this.problem ? html`<span role="alert" lang="en">${this.problem}</span>` : ''}</p>`;
    }
  }

  async #askWhy() {
    this.step = 'why';
    await this.updateComplete;
    this.renderRoot.querySelector('input').focus();
  }

  #send(event) {
    event.preventDefault();
    const {reason, comment} = Object.fromEntries(new FormData(event.target));
    this.#keep({helpful: false, reason, ...comment.trim() && {comment}});
  }

  async #keep(feedback) {
    try {
      await apiOf(this).post(`/api/answers/${encodeURIComponent(this.answerId)}/feedback`, feedback);
      this.step = 'thanks';
    } catch (problem) {
      this.problem = problem.message;
    }
  }
}

define('dragoman-answer-feedback', AnswerFeedback);
