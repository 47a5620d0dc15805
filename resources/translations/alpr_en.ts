<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>messages</name>
    <message>
        <source>Plate size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tilt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BORDERLINE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAN&apos;T TELL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t tell: no characters were told apart on the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is {width} x {height} px, {area} in all; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters are {px} px high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters are {px} px high; {need} px are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their strokes are {px} px wide; {need} px are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate is tilted by {degrees} degrees; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters lean by {degrees} degrees; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edges are {px} px wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is blurred: edges are {px} px wide; up to {most} px are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate moves sideways while it is exposed: {px} px; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate moves up or down while it is exposed: {px} px; up to {most} are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} % of the plate is blown out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters stand out by {percent} % of full brightness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The characters stand out by only {percent} %; {need} % are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too dark: {black} % of the plate is black; the rest stands out by {percent} %.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is {percent} % of the contrast; up to {most} % is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plate could be read in {n} pictures; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} readable pictures a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} readable pictures a second; {need} are needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can&apos;t tell from a single picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in {factor}x, or go nearer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees clockwise, seen from behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the camera by {degrees} degrees anticlockwise, seen from behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the camera nearer to the middle of the lane, or lower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focus on a plate where cars stop: from {px} px to {most} px or less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the shutter to {fraction} or faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set an exposure that is {factor} times shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less light: {percent} % of the plate is blown out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More light on the plate, not a longer exposure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for haze, a dirty lens or light into the lens; add light on the plate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More light on the plate, then a lower gain in the camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the pictures a second {factor} times, or see the plate for longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is read, but barely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n}: {plate} is not read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n} was seen, but not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Car {n} was not seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed: {read} of {cars} cars were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not passed: {read} of {cars} cars were read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drive through now: {read} of {cars} cars were read well enough.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
