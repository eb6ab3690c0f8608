// What a page can do beyond reading: everything here adds to a page that is complete without it.

import './film/index';
import './places';
import './chart';
import './lines';
import './calculator';
import './assistant';
import './copy';
import './form';
import './print';
