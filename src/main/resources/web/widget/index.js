import {define} from '../app/components/shared-styles.js';
import {DragomanWidget} from './dragoman-widget.js';

define('dragoman-chat', DragomanWidget);
