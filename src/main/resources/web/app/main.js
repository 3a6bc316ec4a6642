import {html} from "lit"; console.log(html`a`);
