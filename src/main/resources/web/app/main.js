import './page.css';
import './dragoman-chat.js';
