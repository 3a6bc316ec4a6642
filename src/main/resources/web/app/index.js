import './page.css';
import {loadTexts} from './texts.js';
import {DragomanChat} from './components/dragoman-chat.js';

// what the server sent stays readable until the words are there
loadTexts(document.documentElement.lang).then(() => customElements.define('dragoman-chat', DragomanChat));
